// SPDX-License-Identifier: Apache-2.0
// Finds what may be a secrecy mark: far more than is one, so that none is missed. Nothing is read here.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "lib/model/mark_view.hpp"

namespace saoy::image {

// Sizes in millimetres that a candidate may have.
struct MarkSizes {
    MarkSizes(std::vector<std::pair<double, double>> frames, double tolerance);
    std::vector<std::pair<double, double>> frames;  // width and height of each kind
    double tolerance;                               // share by which a frame may differ from them
    double least_width = 1e9, most_width = 0, least_height = 1e9, most_height = 0;  // of any
    double longest_line = 95;                                                       // of words without a frame
};
MarkSizes sizes_for(const SecrecyRules& rules);

// Of one page of the file. Throws Error(input) like every decoder.
std::vector<MarkView> find_marks(std::string_view bytes, int frame, double dpi, const MarkSizes& sizes);
// Of a page that is drawn already: a binary PPM file (P6, 255).
std::vector<MarkView> find_marks_in_ppm(std::string_view ppm, double dpi, const MarkSizes& sizes);

// All that is inside a frame that stands at a known place of a page, as StampNet looks at it: once for each ink that is
// told apart. Millimetres, and degrees clockwise.
struct FramePlace {
    double x = 0, y = 0, width = 0, height = 0, angle = 0;
};
std::vector<std::vector<Raster>> insides_at(std::string_view bytes, double dpi, const std::vector<FramePlace>& places);

// How alike a picture of words is to each of some shapes of one size, at best, 0 … 1: the picture is cut to its print
// and stretched to their size.
double likeness(const Raster& picture, const std::vector<Raster>& shapes);

}  // namespace saoy::image
