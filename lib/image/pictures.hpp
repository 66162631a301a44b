// SPDX-License-Identifier: Apache-2.0
// Photographs, two-dimensional codes, black borders: dark areas that would fall apart into things like letters.
#pragma once

#include "lib/image/leptonica.hpp"

namespace saoy::image {

// Takes out of the ink what covers an area wider and higher than any print, about 8 mm.
void take_pictures(Pix& ink, double dpi);

}  // namespace saoy::image
