// SPDX-License-Identifier: Apache-2.0
// What the outline of a sheet tells: how it lies, whether it is seen aslant, how fine it is at its far side.
#pragma once

#include "lib/model/homography.hpp"

namespace saoy::image {

double span(Point a, Point b);

// How far opposite sides and the diagonals differ in length: 0 for a rectangle, which is what a scanner makes.
double aslant(const Quad& quad);

// Degrees clockwise that a sheet's sides lean, long ones more than short ones.
double lean_of_sides(const Quad& quad);

// Pixels an inch where the sheet of that size (inches) is farthest from the lens, along the direction that shows
// fewest.
double least_dpi(const Quad& quad, double width, double height);

}  // namespace saoy::image
