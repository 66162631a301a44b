// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_reading.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <string_view>

#include "lib/image/lines.hpp"
#include "lib/model/fit_words.hpp"
#include "lib/model/handwriting.hpp"
#include "lib/model/reading_order.hpp"
#include "lib/model/ruled_tables.hpp"
#include "lib/model/syllables.hpp"

namespace saoy::stages {

namespace {

// Strokes of a signature, letters of a seal and dirt come out as a few signs that the recogniser does not believe in,
// as a letter or two, or as slashes and brackets with hardly a letter among them. A lone figure is the page's number.
// On a seal there is more of it.
bool is_no_text(const LineText& text, bool on_seal) {
    const double doubtful = on_seal ? 0.85 : 0.6, lone = on_seal ? 0.9 : 0.7;
    const std::size_t few = on_seal ? 12 : 8;  // bytes
    std::string signs;
    for (const LineWord& word : text.words) signs += word.text;
    if (text.certainty < doubtful && signs.size() <= few) return true;
    const auto is_letter = [](unsigned char c) { return std::isalnum(c) != 0 || (c >= 0xC3 && c != 0xE2); };
    const auto is_stroke = [](char c) {
        return std::string_view("/\\|()[]{}<>'`~^_").find(c) != std::string_view::npos;
    };
    const auto letters = std::count_if(signs.begin(), signs.end(), is_letter);
    const bool figures = std::any_of(signs.begin(), signs.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    const bool syllable = letters >= 2 && spelling_of(signs) == Spelling::possible;
    if (letters == 0 || (letters <= 2 && !figures && !syllable && text.certainty < lone)) return true;
    return letters < 2 && std::any_of(signs.begin(), signs.end(), is_stroke);
}

// The models know the fraction slash (U+2044), which no keyboard has: a search for "12/2026" would miss it.
std::string with_plain_slash(std::string text) {
    constexpr std::string_view fraction = "\u2044";
    for (std::size_t at = text.find(fraction); at != std::string::npos; at = text.find(fraction, at))
        text.replace(at, fraction.size(), "/");
    return text;
}

constexpr double most_of_handwriting = 0.5;  // confidence: the recogniser learned print

struct ReadPiece {
    Piece piece;
    LineText text;
    bool doubtful = false;
};

bool within(const Box& inner, const Box& outer) {
    return inner.left >= outer.left && inner.top >= outer.top && inner.left + inner.width <= outer.left + outer.width &&
           inner.top + inner.height <= outer.top + outer.height;
}

// Height of the capitals in most of the print, in pixels.
double usual_size(const Layout& layout) {
    std::vector<std::pair<double, int>> sizes;
    long print = 0;
    for (const Piece& piece : layout.pieces) sizes.push_back({piece.size, piece.box.width}), print += piece.box.width;
    std::sort(sizes.begin(), sizes.end());
    long seen = 0;
    for (const auto& [size, width] : sizes)
        if (2 * (seen += width) >= print) return size;
    return 0;
}

// Part of the piece's box that is dark.
double ink_of(const Piece& piece, const Raster& picture) {
    const auto is_dark = [](std::uint8_t level) { return level < 150; };
    const auto ink = std::count_if(picture.samples.begin(), picture.samples.end(), is_dark);
    return double(ink) / (double(piece.box.width) * piece.box.height);
}

// ink_of in most of the print.
double usual_ink(const Layout& layout, const std::vector<Raster>& pictures) {
    std::vector<double> parts;
    for (std::size_t i = 0; i < layout.pieces.size(); ++i)
        if (layout.pieces[i].box.width > 4 * layout.pieces[i].box.height)
            parts.push_back(ink_of(layout.pieces[i], pictures[i]));
    if (parts.empty()) return 0;
    const auto middle = parts.begin() + std::ptrdiff_t(parts.size() / 2);
    std::nth_element(parts.begin(), middle, parts.end());
    return *middle;
}

// A sign or two of strokes much thinner than the print's: the round corner of a card, a line of an ornament, a hair.
bool is_hair(const Piece& piece, const Raster& picture, const LineText& text, double usual_ink) {
    constexpr double thinner = 0.4;
    std::size_t signs = 0;
    for (const LineWord& word : text.words)
        for (const unsigned char byte : word.text) signs += (byte & 0xC0) != 0x80;
    return signs <= 2 && ink_of(piece, picture) < thinner * usual_ink;
}

// A signature without colour: large, of thin strokes with much paper between them, and short.
bool is_signature(const Piece& piece, const Raster& picture, const LineText& text, double usual) {
    constexpr double larger = 1.6, thin = 0.14, certain = 0.93;
    constexpr std::size_t longest = 14, fewest = 4;  // bytes
    std::size_t signs = 0;
    for (const LineWord& word : text.words) signs += word.text.size();
    if (piece.size < larger * usual || signs > longest || (signs > fewest && text.certainty >= certain)) return false;
    return ink_of(piece, picture) < thin;
}

// Large strokes that are read as a few signs, not surely, and make no syllable.
bool is_scrawl(const Piece& piece, const LineText& text, double usual) {
    constexpr double larger = 2.5, certain = 0.8;
    constexpr std::size_t longest = 14;  // bytes
    std::size_t signs = 0;
    bool spelt = true;
    for (const LineWord& word : text.words) {
        signs += word.text.size();
        spelt = spelt && spelling_of(word.text) == Spelling::possible;
    }
    return piece.size >= larger * usual && signs <= longest && !spelt && text.certainty < certain;
}

// Letters of two lines that touch: as high as both, and read as one letter.
bool is_of_two_lines(const Piece& piece, const LineText& text, double usual) {
    constexpr double higher = 1.6;
    std::size_t letters = 0;
    for (const LineWord& word : text.words)
        for (const unsigned char byte : word.text) {
            if (std::isdigit(byte) != 0) return false;
            letters += (byte & 0xC0) != 0x80;
        }
    return letters == 1 && piece.size >= higher * usual && piece.box.width < piece.box.height;
}

// Kept as text, though it may be none: a lone letter, a few that are no syllable and not sure, or stand on a seal. A
// word as high as the print need not be as sure: dirt and strokes seldom are so high.
bool may_be_no_text(const Piece& piece, const LineText& text, bool on_seal, double usual) {
    constexpr double sure = 0.93, sure_print = 0.85, unsure = 0.8;
    constexpr std::size_t word = 4;  // letters
    const bool as_high = piece.size > 0.75 * usual && piece.size < 1.33 * usual;
    const std::size_t few = text.certainty < unsure ? 12 : 6;  // letters
    std::size_t letters = 0;
    bool spelt = true, figures = false;
    for (const LineWord& one : text.words) {
        for (const unsigned char byte : one.text) {
            letters += (byte & 0xC0) != 0x80;
            figures = figures || std::isdigit(byte) != 0;
        }
        spelt = spelt && spelling_of(one.text) == Spelling::possible;
    }
    if (letters > few) return false;
    const double enough = as_high && letters >= word ? sure_print : sure;
    return on_seal || (!figures && (letters == 1 || (!spelt && text.certainty < enough)));
}

// What is text; the rest becomes marks of the page.
std::vector<ReadPiece> texts_of(Layout& layout, const std::vector<Raster>& pictures, std::vector<LineText> texts,
                                std::vector<Mark>& marks) {
    const double usual = usual_size(layout), ink = usual_ink(layout, pictures);
    const std::vector<RuledTable> tables = ruled_tables(layout.across, layout.down);
    std::vector<Box> seals;
    for (const Mark& mark : marks)
        if (mark.kind == Mark::Kind::seal) seals.push_back(mark.box);
    for (const Box& stroke : layout.strokes) marks.push_back({Mark::Kind::signature, stroke});
    std::vector<ReadPiece> read;
    for (std::size_t i = 0; i < layout.pieces.size(); ++i) {
        Piece& piece = layout.pieces[i];
        const bool in_table =
            std::any_of(tables.begin(), tables.end(), [&](const RuledTable& table) { return table.holds(piece.box); });
        const bool on_seal =
            std::any_of(seals.begin(), seals.end(), [&](const Box& seal) { return within(piece.box, seal); });
        if (is_signature(piece, pictures[i], texts[i], usual) || (!in_table && is_scrawl(piece, texts[i], usual)))
            marks.push_back({Mark::Kind::signature, piece.box});
        else if (texts[i].words.empty() ||
                 (!in_table && (is_no_text(texts[i], on_seal) || is_of_two_lines(piece, texts[i], usual) ||
                                is_hair(piece, pictures[i], texts[i], ink))))
            marks.push_back({Mark::Kind::unread, piece.box});
        else {
            const bool doubtful = !in_table && may_be_no_text(piece, texts[i], on_seal, usual);
            read.push_back({std::move(piece), std::move(texts[i]), doubtful});
        }
    }
    return read;
}

Line line_of(const Indexes& pieces, const std::vector<ReadPiece>& read) {
    Line line;
    for (const std::size_t i : pieces) {
        const Piece& piece = read[i].piece;
        const LineKind kind = kind_of(piece, read[i].text);
        if (kind == LineKind::handwriting) line.kind = kind;
        for (Word& word : fit_words(piece, read[i].text)) {
            if (kind == LineKind::handwriting) word.confidence = std::min(word.confidence, most_of_handwriting);
            const double from_middle = word.box.left - piece.box.left - piece.box.width / 2.0;
            if (line.words.empty()) line.baseline = int(std::lround(piece.baseline + piece.slope * from_middle));
            line.box = hull(line.box, word.box);
            line.words.push_back(std::move(word));
        }
    }
    return line;
}

// Ordered once it is known what is text: strokes and dirt between columns would hide that they are columns.
std::vector<Block> blocks_of(const std::vector<ReadPiece>& read, const Layout& layout) {
    std::vector<PlacedPiece> placed;
    for (const ReadPiece& one : read)
        placed.push_back({one.piece.box, one.piece.baseline, one.piece.size, one.doubtful});
    std::vector<Block> blocks;
    for (const OrderedBlock& ordered : reading_order(placed, layout.across, layout.down)) {
        Block block{{}, {}, ordered.cell};
        for (const Indexes& pieces : ordered.lines) {
            block.lines.push_back(line_of(pieces, read));
            block.box = hull(block.box, block.lines.back().box);
        }
        blocks.push_back(std::move(block));
    }
    return blocks;
}

}  // namespace

namespace {

PageReading read_layout(Layout layout, const image::ReadingImage& image, LineReader& reader) {
    std::vector<Raster> pictures;
    for (Piece& piece : layout.pieces) pictures.push_back(std::move(piece.picture));

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
    const std::vector<ReadPiece> read = texts_of(layout, pictures, std::move(texts), page.marks);
    page.blocks = blocks_of(read, layout);
    scale(page, image.scale);
    return reading;
}

}  // namespace

PageReading read_text(const image::ReadingImage& image, LineReader& reader) {
    return read_layout(image::find_lines(image.grey), image, reader);
}

PageReading read_page(image::ReadingImage image, double dpi,
                      const std::function<image::ReadingImage(image::Detail)>& fine, LineReader& reader) {
    constexpr double least_dpi = 190;  // a finer image has no more to show
    constexpr double small = 14;       // pixels: 10 points at 150 dpi
    Layout layout = image::find_lines(image.grey);
    if (const double size = usual_size(layout); dpi >= least_dpi && size > 0 && size < small) {
        image = fine(image.marks.empty() ? image::Detail::fine_grey : image::Detail::fine);
        layout = image::find_lines(image.grey);
    }
    return read_layout(std::move(layout), image, reader);
}

PageReading read_page(std::string_view bytes, int frame, double dpi, const Geometry& geometry, LineReader& reader) {
    return read_page(
        image::reading_image(bytes, frame, dpi, geometry), dpi,
        [&](image::Detail detail) { return image::reading_image(bytes, frame, dpi, geometry, detail); }, reader);
}

}  // namespace saoy::stages
