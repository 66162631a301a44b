// SPDX-License-Identifier: Apache-2.0
#include "lib/model/doubtful.hpp"

#include "lib/model/syllables.hpp"

namespace saoy {

std::vector<DoubtfulWord> doubtful_words(const PageText& page) {
    constexpr double sure = 0.7;
    std::vector<DoubtfulWord> doubtful;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines)
            for (const Word& word : line.words)
                if (const DoubtfulWord found{word, word.confidence < sure, is_impossible(word, page)};
                    found.unsure || found.impossible)
                    doubtful.push_back(found);
    return doubtful;
}

bool is_impossible(const Word& word, const PageText& page) {
    return page.language.starts_with("vie") && spelling_of(word.text) == Spelling::impossible;
}

}  // namespace saoy
