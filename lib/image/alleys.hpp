// SPDX-License-Identifier: Apache-2.0
// The white strips between columns of running text, narrow enough to be taken for wide spaces between words.
#pragma once

#include <vector>

#include "lib/model/words.hpp"

namespace saoy::image {

// White between two letters that stand on one line.
struct Gap {
    int left = 0, right = 0;
    double y = 0;       // of the baseline
    double size = 0;    // height of the letters
    bool wide = false;  // beside the short last line of a paragraph: goes on with an alley, but makes none
};

// Gaps over one another on so many lines that chance did not put them there.
std::vector<Box> find_alleys(std::vector<Gap> gaps);

}  // namespace saoy::image
