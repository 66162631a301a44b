// SPDX-License-Identifier: Apache-2.0
#include "lib/learn/ngrams.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::learn {

namespace {

constexpr std::size_t shortest = 3, longest = 5;
constexpr std::size_t most_bytes = 4000;  // of each part

// FNV-1a, 32 bits.
std::uint32_t hash(std::string_view text, std::uint32_t seed) {
    std::uint32_t value = 2166136261U ^ seed;
    for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
    return value ^ (value >> 15);
}

// Words in blanks; each digit is the same one, for numbers differ from paper to paper; other signs are blanks.
std::string plain(std::string_view text) {
    std::string words = " ";
    for (char c : text.substr(0, most_bytes)) {
        if (c >= '0' && c <= '9')
            c = '0';
        else if (c < 'A' || c > 'Z')
            c = ' ';
        if (c != ' ' || words.back() != ' ') words += c;
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

void count(std::vector<float>& counts, std::string_view text, std::uint32_t seed) {
    const std::string words = plain(text);
    for (std::size_t length = shortest; length <= longest; ++length)
        for (std::size_t i = 0; i + length <= words.size(); ++i)
            counts[hash(std::string_view(words).substr(i, length), seed) % counts.size()] += 1;
}

void add(std::vector<float>& sum, std::vector<float>& counts) {
    double squares = 0;
    for (float& value : counts) {
        if (value > 0) value = 1 + std::log(value);
        squares += double(value) * double(value);
    }
    if (squares == 0) return;
    const float scale = float(1 / std::sqrt(2 * squares));
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i] * scale;
}

}  // namespace

std::vector<Feature> ngrams(const PageWords& words, int buckets) {
    std::vector<float> sum(std::size_t(buckets), 0);
    for (const auto& [text, seed] : {std::pair{&words.titles, 0x5eedU}, std::pair{&words.body, 0U}}) {
        std::vector<float> counts(sum.size(), 0);
        count(counts, *text, seed);
        add(sum, counts);
    }
    double squares = 0;
    for (const float value : sum) squares += double(value) * double(value);
    std::vector<Feature> features;
    const float scale = squares == 0 ? 0 : float(1 / std::sqrt(squares));
    for (std::size_t i = 0; i < sum.size(); ++i)
        if (sum[i] != 0) features.push_back({int(i), sum[i] * scale});
    return features;
}

}  // namespace saoy::learn
