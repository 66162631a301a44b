// SPDX-License-Identifier: Apache-2.0
// Sharpness of a slanted edge, as ISO 12233 measures it.
#pragma once

#include "lib/model/raster.hpp"

namespace saoy::image {

// The part of a grey page around one straight edge: columns left … right, rows top … bottom, the edge crossing all rows
// (`upright`) or all columns. Cycles a pixel at which the contrast is half; 0 when there is no edge to measure.
struct EdgeArea {
    int left = 0, top = 0, right = 0, bottom = 0;
    bool upright = true;
};
double mtf50(const Raster& page, const EdgeArea& area);

}  // namespace saoy::image
