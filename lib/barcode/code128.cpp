// SPDX-License-Identifier: Apache-2.0
#include "lib/barcode/code128.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

namespace saoy::barcode {

std::vector<bool> code_128(const std::string& text) {
    const ZXing::BitMatrix matrix =
        ZXing::MultiFormatWriter(ZXing::BarcodeFormat::Code128).setMargin(0).encode(text, 0, 1);
    std::vector<bool> modules;
    for (int x = 0; x < matrix.width(); ++x) modules.push_back(matrix.get(x, 0));
    while (!modules.empty() && !modules.front()) modules.erase(modules.begin());
    while (!modules.empty() && !modules.back()) modules.pop_back();
    return modules;
}

}  // namespace saoy::barcode
