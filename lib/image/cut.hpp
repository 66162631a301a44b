// SPDX-License-Identifier: Apache-2.0
// The picture of words that stand at any angle on a page, turned level, with other ink taken away.
#pragma once

#include <optional>

#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"
#include "lib/model/raster.hpp"

namespace saoy::image {

constexpr int print_level = 140;  // of a stretched picture: what is darker is print

struct Extent {
    int left = 0, top = 0, right = 0, bottom = 0;  // the last two are outside
    bool empty() const { return right <= left || bottom <= top; }
};
// Where a grey picture has print; a row or column with a single speck does not count.
Extent print_of(const Raster& picture);

// Grey, dark on light, about 40 pixels high, cut to the print with a margin; nothing when there is no print.
// `framed`: what touches the rectangle's edge is what is left of a frame, and is removed.
std::optional<Raster> picture_of(const Ink& ink, Layer::Kind kind, const LeanRect& rect, bool framed);
// All of the rectangle, grey, dark on light, brought to so many columns and rows.
Raster inside_of(const Ink& ink, Layer::Kind kind, const LeanRect& rect, int columns, int rows);

}  // namespace saoy::image
