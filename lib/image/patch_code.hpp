// SPDX-License-Identifier: Apache-2.0
// Patch codes: four printed bars across the sheet, by which scanners tell separator sheets from papers.
//
// A narrow bar and every space is 0.08 inch, a wide bar 0.20 inch; two of the four bars are wide, which gives six
// codes.
#pragma once

#include <optional>

#include "lib/model/raster.hpp"

namespace saoy::image {

// '1', '2', '3', '4', '6' or 'T', read from the top down or, on a sheet that lies, from the left. Upside down a T reads
// as a 3. The page is 8-bit grey with its dpi, and leans at most some 10 degrees.
std::optional<char> patch_code(const Raster& page);

}  // namespace saoy::image
