// SPDX-License-Identifier: Apache-2.0
// Lines of words that a round seal lies on, of the same ink perhaps: a red line under a red seal, any on a fax.
#pragma once

#include <optional>
#include <vector>

#include "lib/image/lone_words.hpp"

namespace saoy::image {

struct SealedLines {
    std::vector<LoneWords> lines;  // with what of them is under the seal, as far as they go on behind it
    std::optional<Ink> bare;  // the page without those seals; without their rings where they are no paler than a line
};
SealedLines sealed_lines(const Ink& ink, const Layer& all, double longest);

}  // namespace saoy::image
