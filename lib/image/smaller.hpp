// SPDX-License-Identifier: Apache-2.0
// Pages made smaller, several times as fast as by Leptonica's passes, to the same pixels:
// tests/unit/image/sweeps_test.cpp compares each with the function named beside it.
#pragma once

#include "lib/image/leptonica.hpp"

namespace saoy::image {

// Of 8 bits, at least 0.7 times as large and smaller than it was. pixScaleGrayLI()
Pix a_little_smaller(const Pix& grey, float factor);

// Of 32-bit colour or 8 bits, less than 0.7 times as large. pixScaleAreaMap(), but for its powers of 1/2
Pix much_smaller(const Pix& page, float factor);

// The darkest of each square of `size` pixels of 8 bits. pixScaleGrayMinMax(…, L_CHOOSE_MIN)
Pix darkest_of_squares(const Pix& grey, int size);

}  // namespace saoy::image
