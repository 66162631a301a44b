// SPDX-License-Identifier: Apache-2.0
// Rectangles of two thin lines a little apart, at any angle: whole or with gaps, also where print runs across them.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"

namespace saoy::image {

// Millimetres.
struct DoubleFrames {
    std::vector<std::pair<double, double>> sizes;  // width and height of the outer line, of each kind
    double tolerance = 0.3;                        // share by which a frame may differ from them
    double apart = 1;                              // from the middle of one line to that of the other
};

struct DoubleFrame {
    LeanRect rect;      // pixels of the planes; the outer line
    double there = 0;   // share of its length at which both lines and the gap between them are seen, 0 … 1
    double weight = 0;  // more for a whole frame than for a part of it
    double rank = 0;    // the larger, the less by chance
};

// The heaviest first, none twice.
std::vector<DoubleFrame> double_frames(const Ink& ink, const DoubleFrames& wanted);

}  // namespace saoy::image
