// SPDX-License-Identifier: Apache-2.0
// Printed rules, frames, underlines and leaders: what stands around text and is none.
#pragma once

#include <vector>

#include "lib/image/components.hpp"

namespace saoy::image {

struct Rules {
    std::vector<Box> across, down;
};

// Takes straight rules out of the ink, but for what crosses them: the strokes of letters go on. Dark areas stay.
Rules take_rules(Pix& ink, double dpi);

// Marks the dots and dashes that stand in a row at one pitch, as forms print them under what is filled in. Full
// stops, the dots of i and the tone mark nặng do not form such rows.
std::vector<bool> find_leaders(const std::vector<Component>& components, double dpi);

}  // namespace saoy::image
