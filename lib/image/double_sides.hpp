// SPDX-License-Identifier: Apache-2.0
// Where two thin lines run side by side, a little apart: parts of the sides of double frames.
#pragma once

#include <vector>

#include "lib/image/thin_ink.hpp"

namespace saoy::image {

constexpr int directions = 32;  // of a half turn
double angle_of(double direction);

// A part of a side; pixels of the ink.
struct DoubleSide {
    double direction;  // 0 … directions, fractions of one, too
    double x, y;       // middle
    double length;
    int support;  // pixels that say so
};

// How two sides lie to each other in the direction that is between theirs.
struct Pairing {
    double turn;   // directions that they differ by
    double angle;  // between theirs
    double along, across;
    double shared, together;  // lengths
};

Pairing pairing_of(const DoubleSide& a, const DoubleSide& b);

// The plainest first, none twice: lines `apart` mm from middle to middle, less than `longest` mm long.
std::vector<DoubleSide> double_sides(const ThinInk& thin, double apart, double longest);

}  // namespace saoy::image
