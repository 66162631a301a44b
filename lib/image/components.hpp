// SPDX-License-Identifier: Apache-2.0
// The ink of a page as runs of dark pixels, and what hangs together.
#pragma once

#include <vector>

#include "lib/image/leptonica.hpp"
#include "lib/model/words.hpp"

namespace saoy::image {

struct Run {
    int y = 0, left = 0, right = 0;  // both ends included
    int length() const { return right - left + 1; }
};

// A set of runs that touch.
struct Component {
    Box box;
    int area = 0;
    std::vector<Run> runs;  // top to bottom
    int right() const { return box.left + box.width - 1; }
    int bottom() const { return box.top + box.height - 1; }
};

// All runs of a 1-bit image, row by row from left to right.
std::vector<Run> runs_of(const Pix& ink);
// Those of at least `length` pixels, most rows of print being passed over at a glance.
std::vector<Run> long_runs_of(const Pix& ink, int length);

// `runs` in the order of runs_of(). Components stand in the order of their first run. `corners`: runs touch by them,
// too.
std::vector<Component> components_of(const std::vector<Run>& runs, bool corners = true);
// Those alone that are so wide or high; cheaper where most are not.
std::vector<Component> large_components_of(const std::vector<Run>& runs, bool corners, double side);
// The boxes of components_of(runs).
std::vector<Box> boxes_of(const std::vector<Run>& runs);

}  // namespace saoy::image
