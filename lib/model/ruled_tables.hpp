// SPDX-License-Identifier: Apache-2.0
// Tables by their printed rules.
#pragma once

#include <vector>

#include "lib/model/words.hpp"

namespace saoy {

struct RuledTable {
    Box box;
    std::vector<Box> across, down;  // its rules, by place; rules drawn double are both here

    bool holds(const Box& piece) const;
    // The cell that a piece stands in; a cell that spans others has the number of the first.
    Cell cell_of(const Box& piece, int table) const;
};

// Rules that touch and part their area in two cells or more; a frame round a page is none. From top to bottom.
std::vector<RuledTable> ruled_tables(const std::vector<Box>& across, const std::vector<Box>& down);

}  // namespace saoy
