// SPDX-License-Identifier: Apache-2.0
// Passes over whole pages, several times as fast as Leptonica's, which go byte by byte. Each gives the same pixels as
// the function named beside it; tests/unit/image/sweeps_test.cpp compares them.
#pragma once

#include "lib/image/leptonica.hpp"
#include "lib/model/raster.hpp"

namespace saoy::image {

// Of 32-bit colour. pixConvertTo8()
Pix grey_of(const Pix& colour);

// Paper at 200 all over the page: pixBackgroundNormSimple(); as it is where that gives nothing.
Raster even_paper(Raster grey);

// 1 where a pixel is below `level`: pixThresholdToBinary(); `level` 1 … 255.
Pix below(const Raster& grey, int level);

// Clockwise around the middle, of 8 bits, with white from outside: pixRotate(…, L_ROTATE_AREA_MAP, …).
Pix rotated(const Pix& grey, double radians);

// A 1-bit image turned on its side. pixRotate90()
Pix quarter_turned(const Pix& ink, bool clockwise);

}  // namespace saoy::image
