// SPDX-License-Identifier: Apache-2.0
// Finds where on a page nothing is written.
#pragma once

#include <optional>

#include "lib/model/raster.hpp"

namespace saoy {

struct Extent {  // mm
    double width = 0, height = 0;
};

struct Area {  // mm from the page's top left corner
    double left = 0, top = 0, width = 0, height = 0;
};

struct Clearance {  // mm
    double from_ink = 3;
    double from_edge = 8;
};

// The lowest, then rightmost place of `page` (grey, upright, with its dpi) where `block` fits without coming near
// anything that differs from the paper's colour: writing, lines, stamps however pale, dark scan edges. Only a speck
// smaller than half a millimetre with nothing else within 3 mm counts as noise of the scan.
// Nothing when there is none.
std::optional<Area> free_place(const Raster& page, const Extent& block, const Clearance& clearance = {});

// The topmost, then rightmost such place in the upper right of the page: no lower than `depth` mm, and in its right
// half.
std::optional<Area> corner_place(const Raster& page, const Extent& block, const Clearance& clearance, double depth);

}  // namespace saoy
