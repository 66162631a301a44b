// SPDX-License-Identifier: Apache-2.0
#include "lib/model/words.hpp"

#include <algorithm>
#include <cmath>

namespace saoy {

Box hull(const Box& one, const Box& other) {
    if (one.width <= 0 || one.height <= 0) return other;
    if (other.width <= 0 || other.height <= 0) return one;
    const int left = std::min(one.left, other.left), top = std::min(one.top, other.top);
    const int right = std::max(one.left + one.width, other.left + other.width);
    const int bottom = std::max(one.top + one.height, other.top + other.height);
    return {left, top, right - left, bottom - top};
}

void scale(PageText& page, double factor) {
    const auto scaled = [&](int value) { return int(std::lround(value * factor)); };
    const auto stretch = [&](Box& box) {
        const int left = scaled(box.left), top = scaled(box.top);
        box = {left, top, scaled(box.left + box.width) - left, scaled(box.top + box.height) - top};
    };
    page.width = scaled(page.width), page.height = scaled(page.height), page.dpi *= factor;
    for (Mark& mark : page.marks) stretch(mark.box);
    for (Block& block : page.blocks) {
        stretch(block.box);
        for (Line& line : block.lines) {
            stretch(line.box);
            line.baseline = scaled(line.baseline);
            for (Word& word : line.words) stretch(word.box);
        }
    }
}

std::string plain_text(const PageText& page) {
    std::string text;
    const Block* before = nullptr;
    for (const Block& block : page.blocks) {
        const bool beside = before != nullptr && before->cell && block.cell &&
                            before->cell->table == block.cell->table && before->cell->row == block.cell->row;
        const bool below =
            before != nullptr && before->cell && block.cell && before->cell->table == block.cell->table && !beside;
        if (beside)
            text.back() = '\t';
        else if (!text.empty() && !below)
            text += '\n';
        before = &block;
        for (const Line& line : block.lines) {
            for (std::size_t i = 0; i < line.words.size(); ++i) {
                if (i != 0) text += ' ';
                text += line.words[i].text;
            }
            text += '\n';
        }
    }
    return text;
}

double mean_confidence(const PageText& page) {
    double sum = 0, weight = 0;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines)
            for (const Word& word : line.words) {
                sum += word.confidence * double(word.text.size());
                weight += double(word.text.size());
            }
    return weight == 0 ? 0 : sum / weight;
}

}  // namespace saoy
