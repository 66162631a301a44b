// SPDX-License-Identifier: Apache-2.0
// The recognised text of one page.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace saoy {

// In pixels of the upright, straight page, origin top left.
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

enum class LineKind { print, handwriting };

struct Line {
    Box box;
    int baseline = 0;  // y of the baseline at the left end
    std::vector<Word> words;
    LineKind kind = LineKind::print;
    bool operator==(const Line&) const = default;
};

// A cell of a ruled table: tables are counted from 1 on each page, rows and columns from 1 in their table.
struct Cell {
    int table = 0, row = 0, column = 0;
    bool operator==(const Cell&) const = default;
};

// What stands on the page and is no text that was read; `unread` may be any ink that has the size of letters.
struct Mark {
    enum class Kind { seal, signature, unread };
    Kind kind = Kind::seal;
    Box box;
    bool operator==(const Mark&) const = default;
};

struct Block {
    Box box;
    std::vector<Line> lines;
    std::optional<Cell> cell = {};
    bool operator==(const Block&) const = default;
};

struct PageText {
    int page = 0;  // 1-based
    int width = 0, height = 0;
    double dpi = 0;
    std::string language;       // "vie"
    std::vector<Block> blocks;  // in reading order
    std::vector<Mark> marks;
    bool operator==(const PageText&) const = default;
};

Box hull(const Box& one, const Box& other);  // an empty box adds nothing
void scale(PageText& page, double factor);   // boxes, size and resolution

// Lines separated by \n, blocks by an empty line, cells of one row of a table by a tab.
std::string plain_text(const PageText& page);
// Mean of the word confidences weighted by length; 0 without words.
double mean_confidence(const PageText& page);

}  // namespace saoy
