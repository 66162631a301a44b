// SPDX-License-Identifier: Apache-2.0
// Rules, frames and rows of one ornament taken away from under the words that are printed over them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/image/ink.hpp"

namespace saoy::image {

struct Bared {
    Ink ink;                         // without colour
    std::vector<std::uint8_t> gone;  // of each pixel: 1 = taken away
};

// Strokes that cross a rule or an ornament stay. Nothing where there are no long rules, level or upright within about
// two degrees.
std::optional<Bared> without_borders(const Ink& ink);

}  // namespace saoy::image
