// SPDX-License-Identifier: Apache-2.0
// What is printed on a page, apart from paper and light: tones and red ink, and masks of them to find shapes in.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/image/leptonica.hpp"

namespace saoy::image {

// 8-bit planes of one size, rows without padding.
struct Ink {
    int width = 0, height = 0;
    double dpi = 0;
    std::vector<std::uint8_t> tone;  // 255 = paper … 0 = black, uneven light taken out
    std::vector<std::uint8_t> red;   // how much redder than the paper; empty for a page without colour
};

// The page at 140 to 280 dpi, or its own resolution if lower.
Ink ink_of(std::string_view bytes, const Header& header, int frame, double dpi);
Ink ink_of(const Pix& page, double dpi);

// Half of the planes' size; 1 = ink.
struct Layer {
    enum class Kind { red, middle, all };
    Kind kind = Kind::all;
    int width = 0, height = 0;
    double dpi = 0;
    std::vector<std::uint8_t> ink;
    bool at(int x, int y) const {
        return x >= 0 && y >= 0 && x < width && y < height && ink[std::size_t(y) * std::size_t(width) + std::size_t(x)];
    }
};

// All ink; the middle tones that are not the soft edges of black print (a grey scan shows a red stamp so); red ink
// where the page has colour. A layer with next to nothing on it is left out.
std::vector<Layer> layers_of(const Ink& ink);
// The last of them.
Layer all_ink_of(const Ink& ink);

}  // namespace saoy::image
