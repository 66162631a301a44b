// SPDX-License-Identifier: Apache-2.0
// What a model knows of words: a list of words, patterns of numbers, and patterns of the punctuation around both.
//
// In the punctuation patterns the letter 0 stands for a whole word or number ("( )" = a word in brackets), in the
// number patterns for any digit. A reading position is therefore a place in the punctuation and, once the word has
// begun, a place in the word or number list; several may hold at a time. Source: Dict::def_letter_is_okay of
// Tesseract 5.3.0; models without a punctuation list start at the words.
#pragma once

#include <string_view>
#include <vector>

#include "lib/lstm/dawg.hpp"
#include "lib/lstm/unicharset.hpp"

namespace saoy::lstm {

// Where a word came from; the beam keeps readings of different kinds apart. In Tesseract's order: the greater wins.
enum class WordKind : unsigned char { none, punctuation, top_choice, number, word };

struct DictionaryPosition {
    std::int64_t core = Dawg::no_edge, punctuation = Dawg::no_edge;
    signed char list = -1;    // 0 words, 1 numbers, -1 not begun
    bool surrounded = false;  // the punctuation around it has a say
    bool after = false;       // the word is over, punctuation follows
    bool operator==(const DictionaryPosition&) const = default;
};

class Dictionary {
public:
    // Views into the model's bytes. Throws Error(unavailable, "model-damaged").
    Dictionary(std::string_view punctuation, std::string_view words, std::string_view numbers);

    bool empty() const { return punctuation_.empty() && lists_[0].empty() && lists_[1].empty(); }
    void start(std::vector<DictionaryPosition>& positions) const;

    struct Step {
        WordKind kind = WordKind::none;  // none: no word goes on so
        bool valid_end = false;
    };
    // Appends to `pool` the positions reached by `unichar` from those at pool[first … first + count).
    Step step(std::vector<DictionaryPosition>& pool, std::size_t first, std::size_t count, int unichar,
              bool digit) const;

private:
    Dawg punctuation_;
    Dawg lists_[2];
    bool words_in_punctuation_;
};

}  // namespace saoy::lstm
