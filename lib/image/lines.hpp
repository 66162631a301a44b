// SPDX-License-Identifier: Apache-2.0
// Finds the lines of a page and makes the pictures that a recogniser reads.
#pragma once

#include "lib/model/layout.hpp"

namespace saoy::image {

// `page` is grey, upright and straight, of about 150 dpi; colours that are not text are gone (reading_image).
Layout find_lines(const Raster& page);

}  // namespace saoy::image
