// SPDX-License-Identifier: Apache-2.0
// The dark and light squares of a two-dimensional code.
#pragma once

#include <vector>

namespace saoy {

struct Modules {
    int size = 0;            // modules a side, without the quiet zone
    std::vector<bool> dark;  // size * size, row by row from the top left
    bool at(int row, int column) const { return dark[std::size_t(row) * std::size_t(size) + std::size_t(column)]; }
};

}  // namespace saoy
