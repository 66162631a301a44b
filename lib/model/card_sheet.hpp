// SPDX-License-Identifier: Apache-2.0
// Both sides of a card on one A4 sheet at their own size, as one copies cards on paper.
#pragma once

#include <array>
#include <optional>

#include "lib/model/free_place.hpp"

namespace saoy {

inline constexpr Extent a4{210, 297};  // mm

// The front above the back, in the middle of the sheet's upper half: beneath them is room for a statement.
// Nothing where they are larger than cards.
std::optional<std::array<Area, 2>> card_sheet(const Extent& front, const Extent& back);

// The sheet for free_place(): white but for the two sides.
Raster card_sheet_ink(const std::array<Area, 2>& sides);

}  // namespace saoy
