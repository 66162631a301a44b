// SPDX-License-Identifier: Apache-2.0
// The boxes of words: a recogniser says about where its words stand, the ink says exactly.
#pragma once

#include <vector>

#include "lib/model/layout.hpp"
#include "lib/model/line_reader.hpp"

namespace saoy {

// One word for each of `text`, in page pixels, each the hull of its ink.
std::vector<Word> fit_words(const Piece& piece, const LineText& text);

}  // namespace saoy
