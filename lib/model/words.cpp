// SPDX-License-Identifier: Apache-2.0
#include "lib/model/words.hpp"

namespace saoy {

std::string plain_text(const PageText& page) {
    std::string text;
    for (const Block& block : page.blocks) {
        if (!text.empty()) text += '\n';
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
