// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_reading.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <string_view>

#include "lib/image/lines.hpp"
#include "lib/model/fit_words.hpp"

namespace saoy::stages {

namespace {

// Strokes of a signature, letters of a seal and dirt come out as a few signs that the recogniser does not believe in,
// or as slashes and brackets with hardly a letter among them.
bool is_no_text(const LineText& text) {
    constexpr double doubtful = 0.6;
    constexpr std::size_t few = 8;  // bytes
    std::string signs;
    for (const LineWord& word : text.words) signs += word.text;
    if (text.certainty < doubtful && signs.size() <= few) return true;
    const auto is_letter = [](unsigned char c) { return std::isalnum(c) != 0 || (c >= 0xC3 && c != 0xE2); };
    const auto is_stroke = [](char c) {
        return std::string_view("/\\|()[]{}<>'`~^_").find(c) != std::string_view::npos;
    };
    return std::count_if(signs.begin(), signs.end(), is_letter) < 2 &&
           std::any_of(signs.begin(), signs.end(), is_stroke);
}

// The models know the fraction slash (U+2044), which no keyboard has: a search for "12/2026" would miss it.
std::string with_plain_slash(std::string text) {
    constexpr std::string_view fraction = "\u2044";
    for (std::size_t at = text.find(fraction); at != std::string::npos; at = text.find(fraction, at))
        text.replace(at, fraction.size(), "/");
    return text;
}

Line line_of(const FoundLine& found, bool in_cell, std::vector<LineText>::const_iterator& texts,
             std::vector<Mark>& marks) {
    Line line;
    for (const Piece& piece : found.pieces) {
        const LineText& text = *texts++;
        if (text.words.empty() || (!in_cell && is_no_text(text))) {
            marks.push_back({Mark::Kind::unread, piece.box});
            continue;
        }
        for (Word& word : fit_words(piece, text)) {
            const double from_middle = word.box.left - piece.box.left - piece.box.width / 2.0;
            if (line.words.empty()) line.baseline = int(std::lround(piece.baseline + piece.slope * from_middle));
            line.box = hull(line.box, word.box);
            line.words.push_back(std::move(word));
        }
    }
    return line;
}

}  // namespace

PageReading read_text(const image::ReadingImage& image, LineReader& reader) {
    Layout layout = image::find_lines(image.grey);
    std::vector<Raster> pictures;
    for (FoundBlock& block : layout.blocks)
        for (FoundLine& line : block.lines)
            for (Piece& piece : line.pieces) pictures.push_back(std::move(piece.picture));

    PageReading reading;
    std::vector<LineText> texts;
    try {
        texts = reader.read(pictures);
    } catch (LinesCut& cut) {
        texts = std::move(cut.read);
        reading.cut = std::move(cut);
    }
    texts.resize(pictures.size());
    for (LineText& text : texts)
        for (LineWord& word : text.words) word.text = with_plain_slash(std::move(word.text));

    PageText& page = reading.text;
    page.width = layout.width, page.height = layout.height, page.dpi = layout.dpi;
    page.marks = image.marks;
    auto next = texts.cbegin();
    for (const FoundBlock& found : layout.blocks) {
        Block block{{}, {}, found.cell};
        for (const FoundLine& pieces : found.lines) {
            Line line = line_of(pieces, found.cell.has_value(), next, page.marks);
            if (line.words.empty()) continue;
            block.box = hull(block.box, line.box);
            block.lines.push_back(std::move(line));
        }
        if (!block.lines.empty()) page.blocks.push_back(std::move(block));
    }
    scale(page, image.scale);
    return reading;
}

}  // namespace saoy::stages
