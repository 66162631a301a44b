// SPDX-License-Identifier: Apache-2.0
// The recognised text of one page.
#pragma once

#include <string>
#include <vector>

namespace saoy {

// In pixels of the page's working image (images/pNNNN.png), origin top left.
struct Box {
    int left = 0, top = 0, width = 0, height = 0;
    bool operator==(const Box&) const = default;
};

struct Word {
    std::string text;       // NFC
    double confidence = 0;  // 0 … 1, as ALTO's WC
    Box box;
    bool operator==(const Word&) const = default;
};

struct Line {
    Box box;
    int baseline = 0;  // y of the baseline at the left end
    std::vector<Word> words;
    bool operator==(const Line&) const = default;
};

struct Block {
    Box box;
    std::vector<Line> lines;
    bool operator==(const Block&) const = default;
};

struct PageText {
    int page = 0;  // 1-based
    int width = 0, height = 0;
    double dpi = 0;
    std::string language;  // "vie"
    std::vector<Block> blocks;
    bool operator==(const PageText&) const = default;
};

// Lines separated by \n, blocks by an empty line.
std::string plain_text(const PageText& page);
// Mean of the word confidences weighted by length; 0 without words.
double mean_confidence(const PageText& page);

}  // namespace saoy
