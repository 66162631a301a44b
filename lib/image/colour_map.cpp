// SPDX-License-Identifier: Apache-2.0
#include "lib/image/colour_map.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

double distance(const Colour3& a, const Colour3& b) {
    // a difference of hue says more than one of light
    return std::sqrt(std::pow(a[0] - b[0], 2) + 2 * std::pow(a[1] - b[1], 2) + 2 * std::pow(a[2] - b[2], 2));
}

Colour3 ColourMap::at(Point point) const {
    const double x = std::clamp(point.x - 0.5, 0.0, width - 1.001), y = std::clamp(point.y - 0.5, 0.0, height - 1.001);
    const int left = int(x), top = int(y);
    const auto fx = float(x - left), fy = float(y - top);
    Colour3 mixed{};
    for (std::size_t c = 0; c < 3; ++c)
        mixed[c] = (at(left, top)[c] * (1 - fx) + at(left + 1, top)[c] * fx) * (1 - fy) +
                   (at(left, top + 1)[c] * (1 - fx) + at(left + 1, top + 1)[c] * fx) * fy;
    return mixed;
}

ColourMap colours_of(const Pix& seen) {
    const Pix smooth = owned(pixBlockconv(seen.get(), 1, 1));
    ColourMap map;
    map.width = pixGetWidth(smooth.get());
    map.height = pixGetHeight(smooth.get());
    map.values.reserve(std::size_t(map.width) * std::size_t(map.height));
    const bool colour = pixGetDepth(smooth.get()) == 32;
    for (int y = 0; y < map.height; ++y) {
        const l_uint32* const row = pixGetData(smooth.get()) + std::ptrdiff_t(y) * pixGetWpl(smooth.get());
        for (int x = 0; x < map.width; ++x) {
            l_int32 r = 0, g = 0, b = 0;
            if (colour)
                extractRGBValues(row[x], &r, &g, &b);
            else
                r = g = b = GET_DATA_BYTE(row, x);
            map.values.push_back({float(r + 2 * g + b) / 4, float(r - b) / 2, float(2 * g - r - b) / 4});
        }
    }
    return map;
}

}  // namespace saoy::image
