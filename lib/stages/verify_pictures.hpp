// SPDX-License-Identifier: Apache-2.0
// A page as it was signed beside the same page as it is now, as pictures. Poppler draws them in a limited child.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy::stages {

// Left, top, right, bottom as parts of the page as it is shown.
using Place = std::array<double, 4>;

// Grey, its longer side 1400 pixels; without annotations on request. Nothing when it cannot be drawn within the limits.
std::optional<Raster> draw_page(std::string_view pdf, int page, bool bare = false);

// Nothing dark is there that could be hidden.
bool is_blank(const Raster& page, const Place& place);

// Dark pixels of the signed page that are light now inside the place, as a part of its area. Rules to sign on do not
// count: only what is shorter than a word.
double hidden_part(const Raster& before, const Raster& now, const Place& place);

// Dark where both are.
Raster dark_in_both(const Raster& one, const Raster& other);

struct PictureDifference {
    long pixels = 0;  // that differ clearly outside the places
    Raster picture;   // the page as it is now in pale grey, what differs in red
};
PictureDifference compare_pictures(const Raster& before, const Raster& now, const std::vector<Place>& expected);

}  // namespace saoy::stages
