// SPDX-License-Identifier: Apache-2.0
// Words that a person should compare with the page. Nothing is corrected: they stay as they were read.
#pragma once

#include <vector>

#include "lib/model/words.hpp"

namespace saoy {

struct DoubtfulWord {
    Word word;
    bool unsure = false;      // the recogniser is right about such words less than seven times in ten
    bool impossible = false;  // on a Vietnamese page: cannot be Vietnamese
};

// In reading order.
std::vector<DoubtfulWord> doubtful_words(const PageText& page);

bool is_impossible(const Word& word, const PageText& page);

}  // namespace saoy
