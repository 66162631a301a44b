// SPDX-License-Identifier: Apache-2.0
// A page's text as numbers: hashed character n-grams, so that a misread letter spoils a few of them and not the word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saoy::learn {

struct Feature {
    int bucket = 0;  // 0 … buckets - 1
    float value = 0;
};

// What a page says, folded (capitals without accents). Titles count apart from the rest and as much as all of it.
struct PageWords {
    std::string titles, body;  // lines parted by \n
};

// Ascending buckets; the squares of the values sum up to 1, or to 0 for a page without letters.
std::vector<Feature> ngrams(const PageWords& words, int buckets);

}  // namespace saoy::learn
