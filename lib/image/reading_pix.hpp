// SPDX-License-Identifier: Apache-2.0
// reading_image() in two steps, so that a page is decoded once for the look and for the letters.
#pragma once

#include "lib/image/leptonica.hpp"
#include "lib/image/reading.hpp"

namespace saoy::image {

// The whole frame with its colours; a JPEG at the DCT scale that suffices for reading.
Pix decode_for_reading(std::string_view bytes, const Header& header, int frame, double dpi,
                       Detail detail = Detail::usual);

// `page` is the master, `master_width` pixels wide and of `dpi`, at whatever scale.
ReadingImage reading_image(Pix page, int master_width, double dpi, const Geometry& geometry,
                           Detail detail = Detail::usual);

}  // namespace saoy::image
