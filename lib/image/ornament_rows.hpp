// SPDX-License-Identifier: Apache-2.0
// Rows of one ornament, level or upright, taken off a mask of ink.
#pragma once

#include "lib/image/leptonica.hpp"

namespace saoy::image {

// `mm`: pixels. Strokes that cross an ornament stay, and ornaments that print hides as far as they show.
void take_ornaments(Pix& mask, double mm);

}  // namespace saoy::image
