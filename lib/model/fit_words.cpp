// SPDX-License-Identifier: Apache-2.0
#include "lib/model/fit_words.hpp"

#include <algorithm>
#include <cmath>

namespace saoy {

namespace {

struct Gap {
    double left = 0, right = 0;
    double middle() const { return (left + right) / 2; }
};

// Columns without ink between the letters of a piece.
std::vector<Gap> gaps_of(const std::vector<Box>& letters) {
    std::vector<Gap> gaps;
    int right = 0;
    for (const Box& letter : letters) {
        if (&letter != &letters.front() && letter.left > right) gaps.push_back({double(right), double(letter.left)});
        right = std::max(right, letter.left + letter.width);
    }
    return gaps;
}

// Where one word ends and the next begins: the wide gap near where the recogniser thinks it is.
double cut_near(double wanted, double after, const std::vector<Gap>& gaps, double size) {
    const double reach = 1.5 * size;
    double cut = std::max(wanted, after), best = -reach;
    for (const Gap& gap : gaps) {
        const double away = std::abs(gap.middle() - wanted);
        const double worth = 2 * (gap.right - gap.left) - away;
        if (gap.middle() > after && away < reach && worth > best) best = worth, cut = gap.middle();
    }
    return cut;
}

}  // namespace

std::vector<Word> fit_words(const Piece& piece, const LineText& text) {
    const std::vector<Gap> gaps = gaps_of(piece.letters);
    std::vector<Word> words;
    double from = -1e9;
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const LineWord& read = text.words[i];
        double to = 1e9;
        if (i + 1 < text.words.size())
            to = cut_near(piece.left + (read.right + text.words[i + 1].left) / 2.0, from, gaps, piece.size);
        int left = 1 << 30, top = 1 << 30, right = 0, bottom = 0;
        for (const Box& letter : piece.letters) {
            int first = letter.left, last = letter.left + letter.width;
            if (letter.width > 1.5 * piece.size) {  // letters that touch, perhaps those of two words
                first = std::max<int>(first, int(std::lround(std::max(from, 0.0))));
                last = int(std::lround(std::min<double>(last, to)));
                if (last - first < 0.3 * piece.size) continue;
            }
            const double middle = (first + last) / 2.0;
            if (middle < from || middle >= to) continue;
            left = std::min(left, first), top = std::min(top, letter.top);
            right = std::max(right, last), bottom = std::max(bottom, letter.top + letter.height);
        }
        Word word{read.text, std::round(read.confidence * 1000) / 1000, {left, top, right - left, bottom - top}};
        if (right == 0)  // no ink of its own: as the recogniser says
            word.box = {piece.left + read.left, piece.box.top, std::max(1, read.right - read.left), piece.box.height};
        words.push_back(std::move(word));
        from = to;
    }
    return words;
}

}  // namespace saoy
