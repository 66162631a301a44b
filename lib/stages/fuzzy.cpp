// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/fuzzy.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

namespace saoy::stages {

namespace {

// Last row of the edit distance table: cost[j] = distance of the whole `phrase` to line[start, j), where start is 0
// or, when `anywhere`, the best one.
std::vector<std::size_t> plain_last_row(std::string_view line, std::string_view phrase, bool anywhere) {
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

// The same for phrases of at most 64 letters, a column of the table in two words: Myers, "A fast bit-vector algorithm
// for approximate string matching", J. ACM 46 (1999). A bit of `rises` or `falls` says that the cost is one more or one
// less than in the cell above.
std::vector<std::size_t> last_row(std::string_view line, std::string_view phrase, bool anywhere) {
    if (phrase.empty() || phrase.size() > 64) return plain_last_row(line, phrase, anywhere);
    std::array<std::uint64_t, 256> places{};
    for (std::size_t i = 0; i < phrase.size(); ++i)
        places[static_cast<unsigned char>(phrase[i])] |= std::uint64_t(1) << i;
    const std::uint64_t last = std::uint64_t(1) << (phrase.size() - 1);
    std::uint64_t rises = ~std::uint64_t(0), falls = 0;
    std::vector<std::size_t> row{phrase.size()};
    row.reserve(line.size() + 1);
    for (const char letter : line) {
        const std::uint64_t same = places[static_cast<unsigned char>(letter)], upright = same | falls;
        const std::uint64_t across = (((same & rises) + rises) ^ rises) | same;
        std::uint64_t right_rises = falls | ~(across | rises), right_falls = rises & across;
        row.push_back(row.back() + ((right_rises & last) != 0 ? 1 : 0) - ((right_falls & last) != 0 ? 1 : 0));
        right_rises = right_rises << 1 | (anywhere ? 0 : 1);
        right_falls <<= 1;
        rises = right_falls | ~(upright | right_rises);
        falls = right_rises & upright;
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
