// SPDX-License-Identifier: Apache-2.0
// Rules, frames, rows of one ornament and red ink taken away from under the words that are printed over them.
#pragma once

#include <vector>

#include "lib/image/ink.hpp"

namespace saoy::image {

struct Bared {
    Ink ink;   // without colour
    Pix gone;  // 1 = taken away
};

// Strokes that cross a rule or an ornament stay. Without red ink and then, too, where there is any; nothing where there
// are no long rules either, level or upright within about two degrees.
std::vector<Bared> bared_of(const Ink& ink);

}  // namespace saoy::image
