// SPDX-License-Identifier: Apache-2.0
// Cuts out lines of print for trial reading: which way up they make sense tells how the page lies.
#pragma once

#include <vector>

#include "lib/image/leptonica.hpp"
#include "lib/model/raster.hpp"

namespace saoy::image {

// `grey`: the page at about 150 dpi, its lines level. The widest first; rules and pictures are no lines.
std::vector<Raster> widest_lines(const Pix& grey, int most, double dpi);

}  // namespace saoy::image
