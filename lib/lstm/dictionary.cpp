// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/dictionary.hpp"

#include <algorithm>

namespace saoy::lstm {

namespace {

constexpr int any = 0;  // the letter that stands for a word or a digit
constexpr WordKind kinds[] = {WordKind::word, WordKind::number};

}  // namespace

Dictionary::Dictionary(std::string_view punctuation, std::string_view words, std::string_view numbers)
    : punctuation_(punctuation, "lstm-punc-dawg"),
      lists_{Dawg(words, "lstm-word-dawg"), Dawg(numbers, "lstm-number-dawg")} {
    const std::int64_t bare = punctuation_.empty() ? Dawg::no_edge : punctuation_.follow(Dawg::no_edge, any);
    words_in_punctuation_ = bare != Dawg::no_edge && punctuation_.ends_word(bare);
}

void Dictionary::start(std::vector<DictionaryPosition>& positions) const {
    if (!punctuation_.empty()) positions.push_back({.surrounded = true});
    if (words_in_punctuation_) return;
    for (signed char list = 0; list < 2; ++list)
        if (!lists_[list].empty()) positions.push_back({.list = list});
}

Dictionary::Step Dictionary::step(std::vector<DictionaryPosition>& pool, std::size_t first, std::size_t count,
                                  int unichar, bool digit) const {
    Step step;
    const std::size_t start = pool.size();
    const auto reach = [&](const DictionaryPosition& position, WordKind kind, bool end) {
        step.kind = std::max(step.kind, kind);
        step.valid_end = step.valid_end || end;
        if (std::find(pool.begin() + std::ptrdiff_t(start), pool.end(), position) == pool.end())
            pool.push_back(position);
    };
    const auto in_list = [&](int list, std::int64_t from) {
        return lists_[list].follow(from, list == 1 && digit ? any : unichar);
    };
    for (std::size_t i = first; i < first + count; ++i) {
        const DictionaryPosition at = pool[i];
        if (at.list < 0) {
            const std::int64_t around = punctuation_.follow(at.punctuation, any);
            for (signed char list = 0; around != Dawg::no_edge && list < 2; ++list) {
                const std::int64_t core = in_list(list, Dawg::no_edge);
                if (core != Dawg::no_edge)
                    reach({core, around, list, true, false}, kinds[list],
                          lists_[list].ends_word(core) && punctuation_.ends_word(around));
            }
            const std::int64_t edge = punctuation_.follow(at.punctuation, unichar);
            if (edge != Dawg::no_edge)
                reach({Dawg::no_edge, edge, -1, true, false}, WordKind::punctuation, punctuation_.ends_word(edge));
            continue;
        }
        if (at.surrounded && at.core != Dawg::no_edge && lists_[at.list].ends_word(at.core)) {
            const std::int64_t edge = punctuation_.follow(at.punctuation, unichar);
            if (edge != Dawg::no_edge)
                reach({at.core, edge, at.list, true, true}, kinds[at.list], punctuation_.ends_word(edge));
        }
        if (at.after) continue;
        const std::int64_t core = in_list(at.list, at.core);
        if (core != Dawg::no_edge)
            reach({core, at.punctuation, at.list, at.surrounded, false}, kinds[at.list],
                  lists_[at.list].ends_word(core) && (!at.surrounded || punctuation_.ends_word(at.punctuation)));
    }
    return step;
}

}  // namespace saoy::lstm
