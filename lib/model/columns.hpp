// SPDX-License-Identifier: Apache-2.0
// Text that stands side by side and is read one column after the other: the two halves of a heading, signature blocks,
// columns of a newspaper. Rows of a form, and labels with what is filled in, are read across and are none.
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
    // Perhaps no text but a stroke or a piece of a seal: it may not decide how the others are read.
    bool doubtful = false;
};

using Indexes = std::vector<std::size_t>;  // of pieces

struct Columns {
    std::size_t end = 0;  // first row after them
    Indexes left, right;
    bool right_first = false;  // it began rows above: the left is the date under a card's picture
    Indexes between;           // what stands in the gutter of running text: the words under a picture
};

// Two columns that begin with row `first`. `rows`: pieces on one level, each from left to right, from top to bottom.
// `down`: the page's printed rules.
std::optional<Columns> columns_at(const std::vector<PlacedPiece>& pieces, const std::vector<Indexes>& rows,
                                  std::size_t first, const std::vector<Box>& down);

}  // namespace saoy
