// SPDX-License-Identifier: Apache-2.0
// In what order the pieces of a page are read: two-column headings, columns, ruled tables, signature blocks, plain
// rows.
#pragma once

#include <optional>
#include <vector>

#include "lib/model/columns.hpp"
#include "lib/model/words.hpp"

namespace saoy {

struct OrderedBlock {
    std::optional<Cell> cell;
    std::vector<Indexes> lines;  // of pieces, left to right
};

// Every piece is in exactly one line. `across` and `down` are the page's printed rules.
std::vector<OrderedBlock> reading_order(const std::vector<PlacedPiece>& pieces, const std::vector<Box>& across,
                                        const std::vector<Box>& down);

}  // namespace saoy
