// SPDX-License-Identifier: Apache-2.0
// Draws an image as another one sees it: turned, straightened, cropped, flattened, in one pass.
#pragma once

#include "lib/image/leptonica.hpp"
#include "lib/model/homography.hpp"

namespace saoy::image {

// 8-bit grey or 32-bit colour. `back` takes a point of the result to the source; what lies outside the source is white.
// Linear between four pixels: the source should not be more than twice as fine as the result.
Pix warped(const Pix& source, const Homography& back, int width, int height);

}  // namespace saoy::image
