// SPDX-License-Identifier: Apache-2.0
// Finds the sheet that lies on a desk or on a larger glass.
#pragma once

#include <array>
#include <optional>

#include "lib/image/colour_map.hpp"
#include "lib/model/homography.hpp"

namespace saoy::image {

struct Outline {
    Quad quad{};                      // in pixels of the image asked about, clockwise from its top left
    std::array<bool, 4> at_edge{};    // top, right, bottom, left: that side is the image's own edge
    std::array<double, 4> missing{};  // pixels that a corner lacks along its sides, in the order of `quad`
    double support = 0;               // 0 … 1: how much of the weakest side shows as an edge
    double agreement = 0;             // 0 … 1: how much of it and of what looks like a sheet is both
    double clarity() const { return support + agreement; }
};

// At how many edges of the image something else than the paper is seen: `faintly`, where it may also be a shadow or
// uneven light, and `clearly`.
struct Ground {
    int faintly = 0, clearly = 0;
};
Ground ground_around(const ColourMap& seen);

// The sheet's four sides, or nothing where they are not seen clearly. `seen` is some 500 pixels long; colour tells
// white paper from a light desk.
std::optional<Outline> find_outline(const ColourMap& seen);

}  // namespace saoy::image
