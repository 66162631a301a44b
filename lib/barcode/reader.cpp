// SPDX-License-Identifier: Apache-2.0
#include "lib/barcode/reader.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>

namespace saoy::barcode {

namespace {

// Between the pixels stands their mean.
Raster doubled(const Raster& page) {
    Raster large;
    large.width = page.width * 2;
    large.height = page.height * 2;
    large.dpi = page.dpi * 2;
    large.samples.resize(std::size_t(large.width) * std::size_t(large.height));
    const auto at = [&](int x, int y) {
        return int(page.samples[std::size_t(std::min(y, page.height - 1)) * std::size_t(page.width) +
                                std::size_t(std::min(x, page.width - 1))]);
    };
    for (int y = 0; y < large.height; ++y)
        for (int x = 0; x < large.width; ++x) {
            const int sum =
                at(x / 2, y / 2) + at((x + 1) / 2, y / 2) + at(x / 2, (y + 1) / 2) + at((x + 1) / 2, (y + 1) / 2);
            large.samples[std::size_t(y) * std::size_t(large.width) + std::size_t(x)] = std::uint8_t(sum / 4);
        }
    return large;
}

std::vector<Symbol> square_codes(const Raster& page) {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true).setTryDownscale(false);
    const ZXing::ImageView view(page.samples.data(), page.width, page.height, ZXing::ImageFormat::Lum);
    std::vector<Symbol> symbols;
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints))
        if (result.isValid()) symbols.push_back({ZXing::ToString(result.format()), result.text()});
    return symbols;
}

}  // namespace

std::vector<Symbol> read_small_codes(const Raster& page) {
    std::vector<Symbol> symbols = square_codes(page);
    return symbols.empty() ? square_codes(doubled(page)) : symbols;
}

std::vector<Symbol> read_symbols(const Raster& page) {
    ZXing::DecodeHints hints;
    // Without downscaling: with it, several linear codes on one page run into an assert of version 1.4.
    hints.setFormats(ZXing::BarcodeFormat::QRCode | ZXing::BarcodeFormat::Code128 | ZXing::BarcodeFormat::Code39)
        .setTryHarder(true)
        .setTryRotate(true)
        .setTryDownscale(false);
    const ZXing::ImageView view(page.samples.data(), page.width, page.height, ZXing::ImageFormat::Lum);
    std::vector<Symbol> symbols;
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints))
        if (result.isValid()) symbols.push_back({ZXing::ToString(result.format()), result.text()});
    return symbols;
}

}  // namespace saoy::barcode
