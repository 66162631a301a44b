// SPDX-License-Identifier: Apache-2.0
// Where the text of a page stands, before anyone has read it: pieces of lines, each with the picture to be read.
#pragma once

#include <vector>

#include "lib/model/raster.hpp"
#include "lib/model/words.hpp"

namespace saoy {

// A piece of a line without a wide gap. Pixels of the upright, straight page.
struct Piece {
    Box box;              // of its ink
    double baseline = 0;  // y under the middle of the box
    double slope = 0;     // rise of y per pixel to the right; the picture is levelled by it
    double size = 0;      // height of its capitals and figures
    Raster picture;            // grey; leaders, rules and neighbours painted out
    int left = 0;              // page column of the picture's column 0
    std::vector<Box> letters;  // its spots of ink, by left edge
};

struct Layout {
    int width = 0, height = 0;
    double dpi = 0;
    std::vector<Piece> pieces;      // from top to bottom
    std::vector<Box> across, down;  // printed rules
    std::vector<Box> strokes;       // of a pen: larger than letters, thin
};

}  // namespace saoy
