// SPDX-License-Identifier: Apache-2.0
// Words that stand by themselves, without a frame, at any angle.
#pragma once

#include <vector>

#include "lib/image/borders.hpp"
#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"

namespace saoy::image {

struct LoneWords {
    LeanRect rect;  // pixels of the layers
    Layer::Kind kind;
};

// On the layers of the page's ink, `longest` mm long at most; also those that a seal, a rule or a frame runs into.
std::vector<LoneWords> lone_words(const Ink& ink, const std::vector<Layer>& layers, double longest);
// Lines of words that stood over rules or ornaments, on the page without them.
std::vector<LoneWords> bared_lines(const Bared& bared, double longest);
// Words beside which nothing else is printed: what a seal leaves of a line, be it one short word.
std::vector<LoneWords> parts_of_lines(const Layer& layer, double longest);

}  // namespace saoy::image
