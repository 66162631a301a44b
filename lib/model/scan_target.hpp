// SPDX-License-Identifier: Apache-2.0
// The printed page a scanner is measured with, and where on it what is measured stands: millimetres on A4.
#pragma once

#include <array>
#include <vector>

#include "lib/model/drawing.hpp"

namespace saoy::scan_target {

// Black squares at the corners of a rectangle; the first has a white middle and tells which way is up.
inline constexpr double mark_side = 8, mark_hole = 3;
inline constexpr double left = 20, right = 190, top = 20, bottom = 277;

// Greys from white to black, side by side.
inline constexpr int tones = 11;
inline constexpr double tones_left = 22.5, tones_top = 58, tone_side = 15;
inline double tone_grey(int index) { return 1 - index / double(tones - 1); }

// A black square that leans, so that every pixel meets its edges at another place (ISO 12233).
inline constexpr double square_x = 105, square_y = 120, square_side = 40, square_lean = 5;  // degrees clockwise

// Middles of places where nothing is printed.
inline constexpr double white_side = 10;
inline constexpr std::array<Drawing::Point, 11> whites{{{35, 45},
                                                        {105, 45},
                                                        {175, 45},
                                                        {32, 120},
                                                        {178, 120},
                                                        {35, 165},
                                                        {105, 165},
                                                        {175, 165},
                                                        {35, 255},
                                                        {105, 255},
                                                        {175, 255}}};

std::array<Drawing::Point, 4> square_corners();  // clockwise from the upper left
Drawing draw();

}  // namespace saoy::scan_target

namespace saoy {

// What a scan of the target shows.
struct TargetReading {
    double said_dpi = 0;                      // by the file
    double dpi_across = 0, dpi_down = 0;      // true, along the target's width and height
    double skew = 0;                          // degrees clockwise against the next right angle
    double distortion_mm = 0;                 // the fourth mark is off the place that the other three give it
    double uniformity = 0;                    // darkest over lightest white place
    double white = 0, black = 0;              // mean grey of the first and the last tone, 0 … 255
    int tone_steps = 0;                       // neighbouring tones that are told apart, of 10
    double mtf50_across = 0, mtf50_down = 0;  // line pairs a millimetre at half contrast, printer's blur included
};

}  // namespace saoy
