// SPDX-License-Identifier: Apache-2.0
// What is read in something that may be a secrecy mark, against the words of the marks.
#pragma once

#include <string>
#include <vector>

#include "lib/model/line_reader.hpp"
#include "lib/model/marks.hpp"

namespace saoy::stages {

// The likest reading of some words: how like its letters are (1 = the same) and how sure the reader is of it.
struct WordsRead {
    double alike = 0, sure = 0;
    std::size_t letters = 0;  // of the words
    const SecrecyMark* which = nullptr;
    bool better_than(const WordsRead& other) const;
};

struct MarkReading {
    WordsRead mark, harmless;
    double other = 0;    // how sure the reader is of words that are neither
    double another = 0;  // of a word with a mark's letters and other accents
    // How like a line that stops; or the share of its letters that begin and end one, whatever is between.
    double around = 0;
    void add(const MarkReading& more);
};

// Each line is one picture of the same words; the best of them counts. `rules` must outlive the result.
MarkReading compare(const std::vector<LineText>& lines, const SecrecyRules& rules);

}  // namespace saoy::stages
