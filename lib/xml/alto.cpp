// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/alto.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "lib/model/doubtful.hpp"
#include "lib/xml/alto_places.hpp"

namespace saoy::xml {

namespace {

std::string number(double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

// ALTO wants xsd:language: the first of Tesseract's names, without its variant ("chi_sim" is "chi").
std::string alto_language(const std::string& languages) {
    std::string first = languages.substr(0, languages.find_first_of("+_/-"));
    const bool fits = first.size() >= 2 && first.size() <= 8 &&
                      std::all_of(first.begin(), first.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return fits ? first : std::string();
}

const char* type_of(Mark::Kind kind) {
    switch (kind) {
        case Mark::Kind::seal: return "seal";
        case Mark::Kind::signature: return "signature";
        case Mark::Kind::unread: break;
    }
    return "unread";
}

class AltoWriter {
public:
    AltoWriter(const PageText& page, const AltoSource& source)
        : page_(page),
          source_(source),
          width_(source.width > 0 ? source.width : page.width),
          height_(source.height > 0 ? source.height : page.height),
          places_(source.geometry, width_, height_, page.width, page.height) {}

    std::string write() {
        out_.start("alto").attribute("xmlns", "http://www.loc.gov/standards/alto/ns-v4#");
        out_.attribute("SCHEMAVERSION", "4.4");
        write_description();
        write_tags();
        out_.start("Layout").start("Page").attribute("ID", "p" + std::to_string(page_.page));
        out_.attribute("PHYSICAL_IMG_NR", page_.page).attribute("WIDTH", width_).attribute("HEIGHT", height_);
        // Of the print on the master, counterclockwise.
        if (source_.geometry.rotation != 0 || source_.geometry.skew != 0)
            out_.attribute("ROTATION", number(source_.geometry.rotation - source_.geometry.skew));
        if (const std::string language = alto_language(page_.language); !language.empty())
            out_.attribute("LANG", language);
        out_.start("PrintSpace");
        out_.attribute("HPOS", 0).attribute("VPOS", 0).attribute("WIDTH", width_).attribute("HEIGHT", height_);
        write_blocks();
        write_marks();
        out_.end().end().end().end();
        return out_.finish();
    }

private:
    void write_description() {
        out_.start("Description").element("MeasurementUnit", "pixel");
        out_.start("sourceImageInformation").element("fileName", source_.image).end();
        out_.start("Processing").attribute("ID", "ocr");
        out_.element("processingStepSettings", "dpi=" + number(page_.dpi) + " languages=" + page_.language);
        out_.start("processingSoftware").element("softwareName", source_.software).end();
        out_.end().end();
    }

    void write_tags() {
        bool handwriting = false, impossible = false;
        for (const Block& block : page_.blocks)
            for (const Line& line : block.lines) {
                handwriting = handwriting || (line.kind == LineKind::handwriting && !line.words.empty());
                impossible = impossible || std::any_of(line.words.begin(), line.words.end(),
                                                       [&](const Word& word) { return is_impossible(word, page_); });
            }
        if (!handwriting && !impossible) return;
        out_.start("Tags");
        if (handwriting)
            out_.start("LayoutTag").attribute("ID", alto::handwriting).attribute("LABEL", "handwriting").end();
        if (impossible)
            out_.start("OtherTag").attribute("ID", alto::impossible).attribute("LABEL", "no Vietnamese syllable").end();
        out_.end();
    }

    void write_line(const Line& line, const std::string& id) {
        out_.start("TextLine").attribute("ID", id);
        if (line.kind == LineKind::handwriting) out_.attribute("TAGREFS", alto::handwriting);
        places_.write_box(out_, line.box);
        out_.attribute("BASELINE", places_.baseline(line.box.left, line.box.left + line.box.width, line.baseline));
        places_.write_shape(out_, line.box);
        for (const Word& word : line.words) {
            if (&word != &line.words.front()) out_.start("SP").end();
            out_.start("String");
            if (is_impossible(word, page_)) out_.attribute("TAGREFS", alto::impossible);
            places_.write_box(out_, word.box);
            out_.attribute("WC", word.confidence).attribute("CONTENT", word.text);
            places_.write_shape(out_, word.box);
            out_.end();
        }
        out_.end();
    }

    void write_block(const Block& block, const std::string& id) {
        out_.start("TextBlock").attribute("ID", id);
        places_.write_box(out_, block.box);
        places_.write_shape(out_, block.box);
        int number = 0;
        for (const Line& line : block.lines)
            if (!line.words.empty()) write_line(line, id + "_l" + std::to_string(++number));
        out_.end();
    }

    void write_table(const std::vector<const Block*>& cells) {
        Box box;
        for (const Block* cell : cells) box = hull(box, cell->box);
        const std::string table = "t" + std::to_string(cells.front()->cell->table);
        out_.start("ComposedBlock").attribute("ID", table);
        places_.write_box(out_, box);
        out_.attribute("TYPE", alto::table);
        places_.write_shape(out_, box);
        for (const Block* block : cells)
            write_block(*block,
                        table + "r" + std::to_string(block->cell->row) + "c" + std::to_string(block->cell->column));
        out_.end();
    }

    void write_blocks() {
        std::vector<const Block*> blocks;  // the schema has no line without a word, no block without a line
        for (const Block& block : page_.blocks)
            if (std::any_of(block.lines.begin(), block.lines.end(), [](const Line& l) { return !l.words.empty(); }))
                blocks.push_back(&block);
        int number = 0;
        for (std::size_t i = 0; i < blocks.size();) {
            if (!blocks[i]->cell) {
                write_block(*blocks[i++], "b" + std::to_string(++number));
                continue;
            }
            std::vector<const Block*> cells;
            for (const int table = blocks[i]->cell->table;
                 i < blocks.size() && blocks[i]->cell && blocks[i]->cell->table == table; ++i)
                cells.push_back(blocks[i]);
            write_table(cells);
        }
    }

    void write_marks() {
        int number = 0;
        for (const Mark& mark : page_.marks) {
            out_.start("Illustration").attribute("ID", "m" + std::to_string(++number));
            places_.write_box(out_, mark.box);
            out_.attribute("TYPE", type_of(mark.kind));
            places_.write_shape(out_, mark.box);
            out_.end();
        }
    }

    const PageText& page_;
    const AltoSource& source_;
    int width_, height_;
    AltoPlaces places_;
    Writer out_;
};

}  // namespace

std::string write_alto(const PageText& page, const AltoSource& source) { return AltoWriter(page, source).write(); }

}  // namespace saoy::xml
