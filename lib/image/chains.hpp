// SPDX-License-Identifier: Apache-2.0
// Letters chained from left to right on their baseline.
#pragma once

#include <cstddef>
#include <vector>

#include "lib/image/rules.hpp"

namespace saoy::image {

struct Chain {
    std::vector<std::size_t> letters;  // components, by left edge
    std::vector<std::size_t> marks;    // accents, dots, punctuation
    Box box;                           // of both
    double size = 0;                   // median height of the letters
    double capital = 0;                // height of capitals and figures above the baseline
    double level = 0, slope = 0;       // the baseline: y = level + slope * x
    double baseline_at(double x) const { return level + slope * x; }
};

// `ignored` components (leaders) are in no chain, nor is what is too large or too small for a letter.
// A chain never runs through a rule that goes down.
std::vector<Chain> find_chains(const std::vector<Component>& components, const std::vector<bool>& ignored,
                               const Rules& rules, double dpi);

}  // namespace saoy::image
