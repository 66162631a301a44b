// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/second_look.hpp"

#include <algorithm>
#include <cctype>

namespace saoy::stages {

namespace {

constexpr double doubtful = 0.6;  // certainty
constexpr int longest = 3;        // heights
constexpr int paper = 5;          // a fifth of the height on either side

Raster with_paper(const Raster& line) {
    const int margin = std::max(1, line.height / paper);
    Raster higher{line.width, line.height + 2 * margin, 1, line.dpi, {}};
    higher.samples.assign(std::size_t(higher.width) * std::size_t(higher.height), 255);
    std::copy(line.samples.begin(), line.samples.end(),
              higher.samples.begin() + std::ptrdiff_t(margin) * std::ptrdiff_t(line.width));
    return higher;
}

// A cell's "1" may look like a stroke.
bool is_strokes(const LineText& text) {
    const auto is_sign = [](unsigned char byte) { return std::isalnum(byte) != 0 || byte >= 0x80; };
    return std::none_of(text.words.begin(), text.words.end(),
                        [&](const LineWord& word) { return std::any_of(word.text.begin(), word.text.end(), is_sign); });
}

}  // namespace

std::vector<LineText> SecondLook::read(const std::vector<Raster>& lines) {
    std::vector<LineText> texts = reader_->read(lines);
    std::vector<std::size_t> where;
    std::vector<Raster> again;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!texts[i].words.empty() && texts[i].certainty < doubtful && lines[i].width < longest * lines[i].height)
            where.push_back(i), again.push_back(with_paper(lines[i]));
    if (again.empty()) return texts;
    std::vector<LineText> second = reader_->read(again);
    for (std::size_t i = 0; i < where.size(); ++i)
        if (LineText& first = texts[where[i]]; second[i].certainty > first.certainty && !is_strokes(second[i]))
            first.words = std::move(second[i].words);
    return texts;
}

}  // namespace saoy::stages
