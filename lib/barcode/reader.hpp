// SPDX-License-Identifier: Apache-2.0
// Finds bar codes on a page with zxing-cpp. Its asserts end the process on some pages: call it in a limited child only.
#pragma once

#include <string>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy::barcode {

struct Symbol {
    std::string format;  // "QRCode", "Code128", "Code39"
    std::string text;    // UTF-8
};

// Codes of any direction on an 8-bit grey page; modules of four pixels and more are found surely.
std::vector<Symbol> read_symbols(const Raster& page);
// Square codes alone, down to modules of two pixels: a page where none is found is looked at in double size, too.
std::vector<Symbol> read_small_codes(const Raster& page);

}  // namespace saoy::barcode
