// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/xml/alto.hpp"
#include "lib/xml/alto_places.hpp"

namespace saoy::xml {

namespace {

constexpr int most_pixels = 1'000'000;       // of one side
constexpr std::size_t most_words = 200'000;  // of one page

Element only_child(const Element& element, const char* name) {
    auto found = element.child(name);
    if (!found) refuse_alto(element, text::fill(text::tr("no element {0}"), {name}));
    return *found;
}

int side(const Element& element, const char* attribute) {
    const int value = element.get_int(attribute);
    if (value < 1 || value > most_pixels)
        refuse_alto(element, text::fill(text::tr("{0} is out of range"), {attribute}));
    return value;
}

void read_settings(const Element& description, PageText& page) {
    const Element settings = only_child(only_child(description, "Processing"), "processingStepSettings");
    const std::string written = settings.text();
    constexpr std::string_view dpi = "dpi=", languages = " languages=";
    const std::size_t middle = written.find(languages);
    const char* end = written.data() + std::min(middle, written.size());
    if (!written.starts_with(dpi) || middle == std::string::npos ||
        std::from_chars(written.data() + dpi.size(), end, page.dpi).ptr != end)
        refuse_alto(settings, text::tr("no resolution and languages"));
    page.language = written.substr(middle + languages.size());
}

// "t1r2c3"
Cell cell_of(const Element& block) {
    const std::string id = block.get("ID");
    const char *at = id.data(), *end = at + id.size();
    const auto number = [&](char sign) {
        int value = 0;
        if (at == end || *at != sign) return 0;
        at = std::from_chars(at + 1, end, value).ptr;
        return value;
    };
    Cell cell;
    cell.table = number('t'), cell.row = number('r'), cell.column = number('c');
    if (at != end || cell.table < 1 || cell.row < 1 || cell.column < 1)
        refuse_alto(block, text::tr("a block of a table that is no cell"));
    return cell;
}

Mark::Kind kind_of(const Element& illustration) {
    const std::string type = illustration.get("TYPE");
    if (type == "seal") return Mark::Kind::seal;
    if (type == "signature") return Mark::Kind::signature;
    if (type == "unread") return Mark::Kind::unread;
    refuse_alto(illustration, text::tr("a mark of no known kind"));
}

class AltoReader {
public:
    explicit AltoReader(const AltoPlaces& places) : places_(places) {}

    Block block(const Element& element) {
        Block block{places_.read_box(element), {}};
        for (const Element& line : element.children("TextLine")) block.lines.push_back(read_line(line));
        if (block.lines.empty()) refuse_alto(element, text::tr("a block without lines"));
        return block;
    }

private:
    Word read_word(const Element& element) {
        if (++words_ > most_words) refuse_alto(element, text::tr("more words than a page can hold"));
        Word word;
        word.text = text::nfc(element.get("CONTENT"));
        word.confidence = element.get_double("WC");
        if (!(word.confidence >= 0 && word.confidence <= 1))
            refuse_alto(element, text::tr("WC is not between 0 and 1"));
        word.box = places_.read_box(element);
        return word;
    }

    Line read_line(const Element& element) {
        Line line;
        line.box = places_.read_box(element);
        line.baseline = places_.read_baseline(element);
        if (element.find("TAGREFS") == alto::handwriting) line.kind = LineKind::handwriting;
        for (const Element& word : element.children("String")) line.words.push_back(read_word(word));
        if (line.words.empty()) refuse_alto(element, text::tr("a line without words"));
        return line;
    }

    const AltoPlaces& places_;
    std::size_t words_ = 0;
};

}  // namespace

PageText read_alto(std::string_view alto, const Geometry& geometry) {
    const Document document = Document::parse(alto, "ALTO");
    const Element root = document.root();
    if (root.name() != "alto") refuse_alto(root, text::tr("this is not ALTO"));
    PageText page;
    read_settings(only_child(root, "Description"), page);
    const Element sheet = only_child(only_child(root, "Layout"), "Page");
    page.page = sheet.get_int("PHYSICAL_IMG_NR");
    const int width = side(sheet, "WIDTH"), height = side(sheet, "HEIGHT");
    const Size derived = derived_size(geometry, width, height);
    page.width = int(std::lround(derived.width)), page.height = int(std::lround(derived.height));

    const AltoPlaces places(geometry, width, height, page.width, page.height);
    AltoReader reader(places);
    for (const Element& element : only_child(sheet, "PrintSpace").children()) {
        if (element.name() == "TextBlock") {
            page.blocks.push_back(reader.block(element));
        } else if (element.name() == "ComposedBlock") {
            for (const Element& cell : element.children("TextBlock")) {
                page.blocks.push_back(reader.block(cell));
                page.blocks.back().cell = cell_of(cell);
            }
        } else if (element.name() == "Illustration") {
            page.marks.push_back({kind_of(element), places.read_box(element)});
        }
    }
    return page;
}

}  // namespace saoy::xml
