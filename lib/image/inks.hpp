// SPDX-License-Identifier: Apache-2.0
// Inks that came after the print: red seals and blue signatures.
#pragma once

#include <vector>

#include "lib/image/leptonica.hpp"
#include "lib/model/words.hpp"

namespace saoy::image {

struct Clean {
    Pix grey;
    std::vector<Mark> marks;
};

// 8-bit grey of a colour image in which seals and signatures are turned to paper and the print under them stays.
// Red titles, which are longer than high, are print.
Clean without_inks(const Pix& colour, double dpi);

}  // namespace saoy::image
