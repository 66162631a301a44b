// SPDX-License-Identifier: Apache-2.0
// What we encode, another program's reader gives back, byte for byte.
#include "lib/barcode/qr.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <catch2/catch.hpp>
#include <cstdint>

#include "lib/base/error.hpp"

using namespace saoy;

namespace {

std::string decoded(const Modules& modules, int scale) {
    const int quiet = 4, side = (modules.size + 2 * quiet) * scale;
    std::vector<std::uint8_t> pixels(std::size_t(side) * std::size_t(side), 255);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int row = y / scale - quiet, column = x / scale - quiet;
            if (row >= 0 && column >= 0 && row < modules.size && column < modules.size && modules.at(row, column))
                pixels[std::size_t(y) * std::size_t(side) + std::size_t(x)] = 0;
        }
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setMaxNumberOfSymbols(1);
    const auto result = ZXing::ReadBarcode({pixels.data(), side, side, ZXing::ImageFormat::Lum}, hints);
    return result.isValid() ? result.text() : "nothing found";
}

}  // namespace

TEST_CASE("a QR code reads back") {
    const std::string text = GENERATE(as<std::string>(), "A", "Nguyễn Thị Ngọc Hường, thửa đất số 12",
                                      "SAOY1|H29.999.99|SCT/BS|2026|1|ho-so-0123456789abcdef|"
                                      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                                      std::string(2000, 'x'));
    CHECK(decoded(barcode::qr_code(text), 4) == text);
}

TEST_CASE("what does not fit is refused") {
    CHECK_THROWS_AS(barcode::qr_code(std::string(2400, 'x')), Error);
    CHECK_THROWS_AS(barcode::qr_code(""), Error);
    CHECK_THROWS_AS(barcode::qr_code(std::string("a\0b", 3)), Error);
}
