// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/sheet.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/stages/fuzzy.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t longest_line = 400;  // bytes compared of a line
constexpr std::size_t shortest_fuzzy = 6;  // a shorter phrase must match letter by letter

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

std::string text_of(const Line& line) {
    std::string joined;
    for (const Word& word : line.words) {
        if (!joined.empty()) joined += ' ';
        joined += word.text;
    }
    return joined;
}

// Judged by the letters without accents: every Vietnamese line has enough of them.
bool in_capitals(const std::string& line) {
    const auto letters = std::count_if(line.begin(), line.end(), is_letter);
    const auto capitals = std::count_if(line.begin(), line.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return letters >= 2 && double(capitals) >= 0.7 * double(letters);
}

int median_height(const PageText& page) {
    std::vector<int> heights;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) heights.push_back(line.box.height);
    if (heights.empty()) return 0;
    const auto middle = heights.begin() + std::ptrdiff_t(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return *middle;
}

// Emblems, bullets and frames are read as stray signs at the ends of a line.
std::string without_stray_signs(std::string folded) {
    const auto first = std::find_if(folded.begin(), folded.end(), is_word);
    folded.erase(folded.begin(), first);
    while (!folded.empty() && !is_word(folded.back()) && folded.back() != ')' && folded.back() != ':')
        folded.pop_back();
    return folded.substr(0, longest_line);
}

double exactly(const std::string& line, const std::string& phrase, bool at_start) {
    for (std::size_t at = line.find(phrase); at != std::string::npos; at = line.find(phrase, at + 1)) {
        if (at_start && at != 0) return 0;
        const std::size_t end = at + phrase.size();
        const bool starts = at == 0 || !is_word(line[at - 1]) || !is_word(phrase.front());
        const bool ends = end == line.size() || !is_word(line[end]) || !is_word(phrase.back());
        if (starts && ends) return 1;
    }
    return 0;
}

}  // namespace

std::vector<SheetLine> sheet_of(const PageText& page, const DocumentTypes& types) {
    const int median = median_height(page);
    const double zone = types.title_zone * page.height;
    std::vector<SheetLine> sheet;
    const Line* before = nullptr;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) {
            SheetLine entry;
            const std::string text = text_of(line);
            entry.line = &line;
            entry.folded = without_stray_signs(text::fold(text));
            const bool large = line.box.height >= types.title_size * median;
            entry.title_like = line.box.top < zone && (in_capitals(text) || large);
            if (entry.title_like)
                for (const Phrase& agency : types.agencies)
                    entry.issuer = std::max(entry.issuer, found(entry.folded, agency, types.cue_match));
            const int gap = before == nullptr ? 0 : line.box.top - (before->box.top + before->box.height);
            entry.follows = before != nullptr && gap > -median && gap < 2 * median;
            before = &line;
            if (!entry.folded.empty()) sheet.push_back(std::move(entry));
        }
    return sheet;
}

double found(const std::string& folded_line, const Phrase& phrase, double least) {
    const std::string& wanted = phrase.folded;
    double ratio = 0;
    if (phrase.place == Phrase::Place::whole)
        ratio = likeness(folded_line, wanted);
    else if (wanted.size() < shortest_fuzzy)
        ratio = exactly(folded_line, wanted, phrase.place == Phrase::Place::line_start);
    else if (phrase.place == Phrase::Place::line_start)
        ratio = starts_like(folded_line, wanted).ratio;
    else
        ratio = holds_like(folded_line, wanted).ratio;
    return ratio >= least ? ratio : 0;
}

}  // namespace saoy::stages
