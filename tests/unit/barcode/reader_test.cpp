// SPDX-License-Identifier: Apache-2.0
// Bar codes on a page: drawn here, found again.
#include <catch2/catch.hpp>

#include "lib/barcode/code128.hpp"
#include "lib/barcode/qr.hpp"
#include "lib/barcode/reader.hpp"

using namespace saoy;

namespace {

struct Page : Raster {
    Page() {
        width = 850;
        height = 1100;
        dpi = 100;
        samples.assign(std::size_t(width) * std::size_t(height), 245);
    }
    void fill(int left, int top, int wide, int high) {
        for (int y = top; y < top + high; ++y)
            for (int x = left; x < left + wide; ++x) samples[std::size_t(y) * std::size_t(width) + std::size_t(x)] = 20;
    }
};

}  // namespace

TEST_CASE("a Code 128 and a QR code on one page are both read") {
    Page page;
    const std::vector<bool> bars = barcode::code_128("PATCHT");
    REQUIRE(bars.size() == 101);  // start, six symbols, check, stop: ISO/IEC 15417
    REQUIRE(bars.front());
    REQUIRE(bars.back());
    for (std::size_t i = 0; i < bars.size(); ++i)
        if (bars[i]) page.fill(100 + int(i) * 3, 100, 3, 80);
    const Modules code = barcode::qr_code("thửa đất số 12");
    for (int row = 0; row < code.size; ++row)
        for (int column = 0; column < code.size; ++column)
            if (code.at(row, column)) page.fill(200 + column * 6, 400 + row * 6, 6, 6);
    std::vector<std::string> found;
    for (const barcode::Symbol& symbol : barcode::read_symbols(page))
        found.push_back(symbol.format + " " + symbol.text);
    std::sort(found.begin(), found.end());
    CHECK(found == std::vector<std::string>{"Code128 PATCHT", "QRCode thửa đất số 12"});
}

TEST_CASE("an empty page holds none") { CHECK(barcode::read_symbols(Page()).empty()); }
