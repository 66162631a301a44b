// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/alto.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

namespace {

constexpr int most_pixels = 1'000'000;       // of one side or coordinate
constexpr std::size_t most_words = 200'000;  // of one page

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

void write_box(Writer& out, const Box& box) {
    out.attribute("HPOS", box.left).attribute("VPOS", box.top);
    out.attribute("WIDTH", box.width).attribute("HEIGHT", box.height);
}

void write_line(Writer& out, const Line& line, const std::string& id) {
    out.start("TextLine").attribute("ID", id);
    write_box(out, line.box);
    const std::string y = std::to_string(line.baseline);
    out.attribute("BASELINE", std::to_string(line.box.left) + "," + y + " " +
                                  std::to_string(line.box.left + line.box.width) + "," + y);
    for (const Word& word : line.words) {
        if (&word != &line.words.front()) out.start("SP").end();
        out.start("String");
        write_box(out, word.box);
        out.attribute("WC", word.confidence).attribute("CONTENT", word.text).end();
    }
    out.end();
}

void write_blocks(Writer& out, const PageText& page) {
    int block_number = 0;
    for (const Block& block : page.blocks) {
        std::vector<const Line*> lines;  // the schema has no line without a word, no block without a line
        for (const Line& line : block.lines)
            if (!line.words.empty()) lines.push_back(&line);
        if (lines.empty()) continue;
        const std::string id = "b" + std::to_string(++block_number);
        out.start("TextBlock").attribute("ID", id);
        write_box(out, block.box);
        int line_number = 0;
        for (const Line* line : lines) write_line(out, *line, id + "_l" + std::to_string(++line_number));
        out.end();
    }
}

void write_description(Writer& out, const PageText& page, const AltoSource& source) {
    out.start("Description").element("MeasurementUnit", "pixel");
    out.start("sourceImageInformation").element("fileName", source.image).end();
    out.start("Processing").attribute("ID", "ocr");
    out.element("processingStepSettings", "dpi=" + number(page.dpi) + " languages=" + page.language);
    out.start("processingSoftware").element("softwareName", source.software).end();
    out.end().end();
}

[[noreturn]] void refuse(const Element& element, const std::string& what) {
    throw Error(Fault::input, "alto",
                text::fill(text::tr("text file, line {0}: {1}"), {std::to_string(element.line()), what}));
}

Element only_child(const Element& element, const char* name) {
    auto found = element.child(name);
    if (!found) refuse(element, text::fill(text::tr("no element {0}"), {name}));
    return *found;
}

int pixels(const Element& element, const char* attribute) {
    const int value = element.get_int(attribute);
    if (value < -most_pixels || value > most_pixels)
        refuse(element, text::fill(text::tr("{0} is out of range"), {attribute}));
    return value;
}

Box read_box(const Element& element) {
    return {pixels(element, "HPOS"), pixels(element, "VPOS"), pixels(element, "WIDTH"), pixels(element, "HEIGHT")};
}

Word read_word(const Element& element) {
    Word word;
    word.text = text::nfc(element.get("CONTENT"));
    word.confidence = element.get_double("WC");
    if (!(word.confidence >= 0 && word.confidence <= 1)) refuse(element, text::tr("WC is not between 0 and 1"));
    word.box = read_box(element);
    return word;
}

Line read_line(const Element& element, std::size_t& words) {
    Line line;
    line.box = read_box(element);
    const std::string points = element.get("BASELINE");
    const char* end = points.data() + points.size();
    int x = 0;
    const auto first = std::from_chars(points.data(), end, x);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != ',' ||
        std::from_chars(first.ptr + 1, end, line.baseline).ec != std::errc())
        refuse(element, text::tr("BASELINE is not a list of points"));
    for (const Element& word : element.children("String")) {
        if (++words > most_words) refuse(word, text::tr("more words than a page can hold"));
        line.words.push_back(read_word(word));
    }
    if (line.words.empty()) refuse(element, text::tr("a line without words"));
    return line;
}

void read_settings(const Element& description, PageText& page) {
    const Element settings = only_child(only_child(description, "Processing"), "processingStepSettings");
    const std::string written = settings.text();
    constexpr std::string_view dpi = "dpi=", languages = " languages=";
    const std::size_t middle = written.find(languages);
    const char* end = written.data() + std::min(middle, written.size());
    if (!written.starts_with(dpi) || middle == std::string::npos ||
        std::from_chars(written.data() + dpi.size(), end, page.dpi).ptr != end)
        refuse(settings, text::tr("no resolution and languages"));
    page.language = written.substr(middle + languages.size());
}

}  // namespace

std::string write_alto(const PageText& page, const AltoSource& source) {
    Writer out;
    out.start("alto").attribute("xmlns", "http://www.loc.gov/standards/alto/ns-v4#");
    out.attribute("SCHEMAVERSION", "4.4");
    write_description(out, page, source);
    out.start("Layout").start("Page").attribute("ID", "p" + std::to_string(page.page));
    out.attribute("PHYSICAL_IMG_NR", page.page).attribute("WIDTH", page.width).attribute("HEIGHT", page.height);
    if (const std::string language = alto_language(page.language); !language.empty()) out.attribute("LANG", language);
    out.start("PrintSpace");
    write_box(out, {0, 0, page.width, page.height});
    write_blocks(out, page);
    out.end().end().end().end();
    return out.finish();
}

PageText read_alto(std::string_view alto) {
    const Document document = Document::parse(alto, "ALTO");
    const Element root = document.root();
    if (root.name() != "alto") refuse(root, text::tr("this is not ALTO"));
    PageText page;
    read_settings(only_child(root, "Description"), page);
    const Element sheet = only_child(only_child(root, "Layout"), "Page");
    page.page = pixels(sheet, "PHYSICAL_IMG_NR");
    page.width = pixels(sheet, "WIDTH");
    page.height = pixels(sheet, "HEIGHT");
    std::size_t words = 0;
    for (const Element& element : only_child(sheet, "PrintSpace").children("TextBlock")) {
        Block block{read_box(element), {}};
        for (const Element& line : element.children("TextLine")) block.lines.push_back(read_line(line, words));
        if (block.lines.empty()) refuse(element, text::tr("a block without lines"));
        page.blocks.push_back(std::move(block));
    }
    return page;
}

}  // namespace saoy::xml
