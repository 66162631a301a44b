// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/fuzzy.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace saoy::stages {

namespace {

// Last row of the edit distance table: cost[j] = distance of the whole `phrase` to line[start, j), where start is 0
// or, when `anywhere`, the best one.
std::vector<std::size_t> last_row(std::string_view line, std::string_view phrase, bool anywhere) {
    std::vector<std::size_t> row(line.size() + 1, 0);
    if (!anywhere) std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < line.size(); ++j) {
            const std::size_t replaced = diagonal + (phrase[i] == line[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j + 1] + 1, row[j] + 1});
        }
    }
    return row;
}

Likeness best_end(const std::vector<std::size_t>& row, std::string_view phrase) {
    if (phrase.empty()) return {};
    const auto best = std::min_element(row.begin(), row.end());
    const double wrong = double(*best) / double(phrase.size());
    return {std::max(0.0, 1 - wrong), std::size_t(best - row.begin())};
}

}  // namespace

double likeness(std::string_view a, std::string_view b) {
    const std::size_t longer = std::max(a.size(), b.size());
    if (longer == 0) return 1;
    return 1 - double(last_row(a, b, false).back()) / double(longer);
}

Likeness starts_like(std::string_view line, std::string_view phrase) {
    return best_end(last_row(line.substr(0, phrase.size() * 2), phrase, false), phrase);
}

Likeness holds_like(std::string_view line, std::string_view phrase) {
    return best_end(last_row(line, phrase, true), phrase);
}

}  // namespace saoy::stages
