// SPDX-License-Identifier: Apache-2.0
// A small picture in colours whose distance is what the eye would say.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "lib/image/leptonica.hpp"
#include "lib/model/homography.hpp"

namespace saoy::image {

// Lightness, red against blue, green against both; 0 … 255 and around 0.
using Colour3 = std::array<float, 3>;
double distance(const Colour3& a, const Colour3& b);

struct ColourMap {
    int width = 0, height = 0;
    std::vector<Colour3> values;
    const Colour3& at(int x, int y) const { return values[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
    // Between pixels, linear; the edge goes on outside.
    Colour3 at(Point point) const;
};

// Smoothed a little, so that grain is no edge.
ColourMap colours_of(const Pix& seen);

}  // namespace saoy::image
