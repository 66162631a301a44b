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

// Of 8 bits, at least 0.7 times as large and smaller than it was. pixScaleGrayLI()
Pix a_little_smaller(const Pix& grey, float factor);

// Of 32-bit colour or 8 bits, less than 0.7 times as large. pixScaleAreaMap(), but for its powers of 1/2
Pix much_smaller(const Pix& page, float factor);

// The darkest of each square of `size` pixels of 8 bits. pixScaleGrayMinMax(…, L_CHOOSE_MIN)
Pix darkest_of_squares(const Pix& grey, int size);

// Rows of 1-bit images: `ones` holds 0 or 1 for each of `width` pixels, and room up to the next multiple of 32.
void pack_bits(const std::uint8_t* ones, int width, l_uint32* row);
// Rows of 8-bit images, which Leptonica keeps with the leftmost byte highest in each word; either way.
void swap_words(const void* from, void* to, std::size_t words);

}  // namespace saoy::image
