// SPDX-License-Identifier: Apache-2.0
// Pictures in JPEG, decoded from memory straight into Leptonica's pixels: the same as pixReadMemJpeg() makes of them
// for three quarters of the price.
#pragma once

#include <string_view>

#include "lib/image/leptonica.hpp"

namespace saoy::image {

// `components` as the header says. At 1/`reduction` (1, 2, 4 or 8); `grey`: without the colours, which costs half.
// Throws Error(input, "image-damaged"), also for a picture that libjpeg would in part have to guess.
Pix decode_jpeg(std::string_view bytes, int components, int reduction, bool grey);

}  // namespace saoy::image
