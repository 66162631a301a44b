// SPDX-License-Identifier: Apache-2.0
#include "lib/barcode/reader.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace saoy::barcode {

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
