// SPDX-License-Identifier: Apache-2.0
// In what order the pieces of a page are read: two-column headings, columns, ruled tables, signature blocks, plain
// rows.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "lib/model/words.hpp"

namespace saoy {

struct PlacedPiece {
    Box box;
    double baseline = 0;  // y under its middle
    double size = 0;      // height of its capitals
};

struct OrderedBlock {
    std::optional<Cell> cell;
    std::vector<std::vector<std::size_t>> lines;  // indexes of pieces, left to right
};

// Every piece is in exactly one line. `across` and `down` are the page's printed rules.
std::vector<OrderedBlock> reading_order(const std::vector<PlacedPiece>& pieces, const std::vector<Box>& across,
                                        const std::vector<Box>& down);

}  // namespace saoy
