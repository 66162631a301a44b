// SPDX-License-Identifier: Apache-2.0
// Finds what may be a secrecy mark: far more than is one, so that none is missed. Nothing is read here.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "lib/model/marks.hpp"

namespace saoy::image {

// Sizes in millimetres that a candidate may have.
struct MarkSizes {
    double least_width = 12, most_width = 54, least_height = 5, most_height = 15;  // of a frame
    double longest_line = 80;                                                      // of words without a frame
    std::vector<std::pair<double, double>> frames;                                 // width and height of each kind
};
MarkSizes sizes_for(const SecrecyRules& rules);

// Of one page of the file. Throws Error(input) like every decoder.
std::vector<MarkCandidate> find_marks(std::string_view bytes, int frame, double dpi, const MarkSizes& sizes);
// Of a page that is drawn already: a binary PPM file (P6, 255).
std::vector<MarkCandidate> find_marks_in_ppm(std::string_view ppm, double dpi, const MarkSizes& sizes);

// How alike a picture of words is to each of some shapes of one size, at best, 0 … 1: the picture is cut to its print
// and stretched to their size.
double likeness(const Raster& picture, const std::vector<Raster>& shapes);

}  // namespace saoy::image
