// SPDX-License-Identifier: Apache-2.0
// Thin lines, pale or soft as they may be, as bits.
#pragma once

#include "lib/image/bit_plane.hpp"
#include "lib/image/ink.hpp"

namespace saoy::image {

struct ThinInk {
    BitPlane ink, near;  // near: ink, or a pixel beside it
    double mm;           // pixels
    double step;         // pixels of the planes a pixel
};

// What is darker than what is around it: the gap between two lines stays. Of planes with many dots at 100 dpi.
// Red ink needs a page with colour.
ThinInk thin_ink(const Ink& ink, Layer::Kind kind);

}  // namespace saoy::image
