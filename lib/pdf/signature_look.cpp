// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signature_look.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/embedded_font.hpp"
#include "lib/pdf/object_file.hpp"
#include "lib/pdf/page_text.hpp"
#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

constexpr double largest = 10, smallest = 4, step = 0.5;  // points
constexpr double readable = 8;                            // points; rather than go below, long lines wrap
constexpr double leading = 1.2;                           // line distance as a multiple of the size
constexpr double margin = look_margin;

// Words, but that a date, a time and its zone stay together.
std::vector<std::string> words_of(const std::string& line) {
    const auto is_figure = [](const std::string& word) {
        return !word.empty() && word.find_first_not_of("+-:.0123456789") == std::string::npos;
    };
    std::vector<std::string> words;
    bool after_figure = false;
    for (const std::string& word : text::split(line, ' ')) {
        if (after_figure && is_figure(word))
            words.back() += " " + word;
        else
            words.push_back(word);
        after_figure = is_figure(word);
    }
    return words;
}

// Lines no wider than `width`; a single word may stick out.
std::vector<std::string> wrapped(const EmbeddedFont& font, double size, const std::vector<std::string>& lines,
                                 double width) {
    std::vector<std::string> result;
    for (const std::string& line : lines) {
        std::string current;
        for (const std::string& word : words_of(line)) {
            const std::string longer = current.empty() ? word : current + " " + word;
            if (!current.empty() && font.width(size, longer) > width) {
                result.push_back(current);
                current = word;
            } else {
                current = longer;
            }
        }
        result.push_back(current);
    }
    return result;
}

bool fits(const EmbeddedFont& font, double size, const std::vector<std::string>& lines, double width, double height) {
    for (const std::string& line : lines)
        if (font.width(size, line) > width) return false;
    return static_cast<double>(lines.size()) * leading * size <= height;
}

struct Setting {
    double size = largest;
    std::vector<std::string> lines;
};

Setting set_to_fit(const EmbeddedFont& font, const std::vector<std::string>& lines, double width, double height) {
    for (double size = largest; size >= readable; size -= step)
        if (fits(font, size, lines, width, height)) return {size, lines};
    Setting setting;
    for (double size = largest; size >= smallest; size -= step) {
        setting = {size, wrapped(font, size, lines, width)};
        if (fits(font, size, setting.lines, width, height)) break;
    }
    return setting;
}

struct Box {
    double x = 0, y = 0, width = 0, height = 0;

    Box within_margin() const { return {x + margin, y + margin, width - 2 * margin, height - 2 * margin}; }
};

std::string drawn_lines(EmbeddedFont& font, const Box& box, const std::vector<std::string>& lines) {
    const Box inner = box.within_margin();
    const Setting set = set_to_fit(font, lines, inner.width, inner.height);
    const double line = leading * set.size;
    std::string out = "BT\n0 g\n/Lines " + number(set.size) + " Tf\n";
    double y = box.y + (box.height + static_cast<double>(set.lines.size()) * line) / 2;
    for (const std::string& each : set.lines) {
        y -= line;
        out += numbers(1, 0, 0, 1, box.x + std::max(margin, (box.width - font.width(set.size, each)) / 2),
                       y + (leading - 1) * set.size) +
               " Tm\n" + font.shown(each);
    }
    return out + "ET\n";
}

struct Shape {
    double width = 0, height = 0;
};

struct Parting {
    Box picture, rest;
};

Parting beside(const Box& box) {
    constexpr double share = 0.4;
    const double width = std::min(box.width * share, box.height);
    return {{box.x, box.y, width, box.height}, {box.x + width, box.y, box.width - width, box.height}};
}

Parting above(const Box& box) {
    constexpr double share = 0.6;
    const double height = box.height * share;
    return {{box.x, box.y + box.height - height, box.width, height}, {box.x, box.y, box.width, box.height - height}};
}

double scale_in(const Box& box, const Shape& picture) {
    const Box inner = box.within_margin();
    return std::min(inner.width / picture.width, inner.height / picture.height);
}

// The parting that leaves the lines readable, and of such the one with the larger picture.
Parting parted(const Box& box, const Shape& picture, const SignatureLook& look) {
    const auto font = look.lines.empty() ? nullptr : std::make_unique<EmbeddedFont>(look.font);
    const auto worth = [&](const Parting& parting) {
        const Box inner = parting.rest.within_margin();
        const double size = font ? set_to_fit(*font, look.lines, inner.width, inner.height).size : readable;
        return std::pair(std::min(size, readable), scale_in(parting.picture, picture));
    };
    const Parting partings[] = {beside(box), above(box)};
    return worth(partings[0]) >= worth(partings[1]) ? partings[0] : partings[1];
}

// It keeps its shape.
std::string drawn_picture(const Shape& picture, const Box& place) {
    const double scale = scale_in(place, picture);
    const double width = scale * picture.width, height = scale * picture.height;
    return "q\n" +
           numbers(width, 0, 0, height, place.x + (place.width - width) / 2, place.y + (place.height - height) / 2) +
           " cm\n/Picture Do\nQ\n";
}

using CharacterBuffer = Handle<char, std::free>;

std::string raw_stream(const PdfObject& object) {
    char* data = nullptr;
    pdf_long size = 0;
    object.GetStream()->GetCopy(&data, &size);
    const CharacterBuffer owner(data);
    return std::string(data, static_cast<std::size_t>(size));
}

// The value as PDF text, its references renumbered.
void write(std::string& out, const PdfObject& object, const std::map<int, int>& numbers) {
    if (object.IsDictionary()) {
        out += "<<";
        for (const auto& [name, value] : object.GetDictionary().GetKeys()) {
            out += "/" + name.GetEscapedName() + " ";
            write(out, *value, numbers);
        }
        out += ">>";
    } else if (object.IsArray()) {
        out += "[";
        for (const PdfObject& value : object.GetArray()) {
            if (out.back() != '[') out += " ";
            write(out, value, numbers);
        }
        out += "]";
    } else if (object.IsReference()) {
        out += reference(numbers.at(static_cast<int>(object.GetReference().ObjectNumber())));
    } else {
        std::string value;
        object.ToString(value, ePdfWriteMode_Clean);
        const std::size_t first = value.find_first_not_of(" \n");
        out += first == std::string::npos ? value : value.substr(first);
    }
}

// Numbers in the update for a value's objects and all that they refer to.
void collect(PdfObject& value, PdfVecObjects& objects, std::map<int, int>& numbers, Update& update) {
    if (value.IsReference()) {
        const int number = static_cast<int>(value.GetReference().ObjectNumber());
        if (numbers.count(number) != 0) return;
        numbers[number] = update.reserve();
        collect(*objects.MustGetObject(value.GetReference()), objects, numbers, update);
    } else if (value.IsDictionary()) {
        // PoDoFo's /CIDSet is incomplete, which ISO 19005-2, 6.2.11.4.2 forbids; it may be left out.
        value.GetDictionary().RemoveKey("CIDSet");
        for (const auto& [name, item] : value.GetDictionary().GetKeys()) collect(*item, objects, numbers, update);
    } else if (value.IsArray()) {
        for (PdfObject& item : value.GetArray()) collect(item, objects, numbers, update);
    }
}

// Brings an object of another document, with all that it refers to, into the update.
int transplant(const PdfReference& object, PdfVecObjects& objects, Update& update) {
    std::map<int, int> numbers;
    PdfObject start(object);
    collect(start, objects, numbers, update);
    for (const auto& [from, to] : numbers) {
        PdfObject& source = *objects.MustGetObject(PdfReference(static_cast<unsigned>(from), 0));
        if (source.HasStream()) source.GetDictionary().RemoveKey("Length");
        std::string text;
        write(text, source, numbers);
        update.put(to, source.HasStream() ? stream_object(text.substr(2, text.size() - 4), raw_stream(source)) : text);
    }
    return numbers.at(static_cast<int>(object.ObjectNumber()));
}

// Leaves in `box` what the picture does not take.
int add_picture(Update& update, const SignatureLook& look, Box& box, std::string& content) {
    try {
        PdfMemDocument sheet;  // thrown away: PoDoFo reads the picture, only its objects are kept
        PdfImage picture(&sheet);
        picture.LoadFromFile(look.picture.c_str());
        const Shape shape{picture.GetWidth(), picture.GetHeight()};
        const Parting parting = parted(box, shape, look);
        content += drawn_picture(shape, parting.picture);
        box = parting.rest;
        return transplant(picture.GetObject()->Reference(), sheet.GetObjects(), update);
    } catch (const PdfError& error) {
        throw Error(Fault::configuration, "signature-look",
                    text::fill(text::tr("{0}: cannot be used in a visible signature ({1})"),
                               {look.picture, PdfError::ErrorName(error.GetError())}),
                    text::tr("the profile names a TrueType font, and PNG or JPEG pictures"));
    }
}

std::string data_of(const Update& update, const Value& stream) {
    constexpr std::size_t most = 1 << 20;
    return decoded(stream, update.current(stream["Filter"]), update.current(stream["DecodeParms"]), most);
}

// Makes `font` the one at `reference`, if that has all letters of the lines and its program is byte for byte what we
// would embed: a foreign one may show other letters than it says.
bool becomes(EmbeddedFont& font, const Update& update, const Value& reference, const std::vector<std::string>& lines) {
    const Value& known = update.current(reference);
    std::string letters;
    unsigned next = 1;
    for (const auto& [code, letter] : unicodes(update.document(), known)) {
        if (code != next++) return false;
        letters += letter;
    }
    font.keep(letters);
    if (!std::all_of(lines.begin(), lines.end(), [&](const std::string& line) { return font.has(line); })) return false;
    const EmbeddedFont::Parts parts = font.parts();
    const Value& below = update.current(known["DescendantFonts"]);
    if (below.items.size() != 1) return false;
    const Value& descendant = update.current(below.items.front());
    const Value& descriptor = update.current(descendant["FontDescriptor"]);
    const Value& widths = update.current(descendant["W"]);
    std::string said;
    for (const int width : parts.widths) said += (said.empty() ? "[1 [" : " ") + std::to_string(width);
    return written(widths) == said + "]]" && known["BaseFont"].is_name(parts.name) &&
           known["Encoding"].is_name("Identity-H") &&
           data_of(update, update.current(descendant["CIDToGIDMap"])) == parts.glyphs &&
           data_of(update, update.current(descriptor["FontFile2"])) == parts.program;
}

// A font for the lines: one that the form has ready (saoy-certify-copy knows who will sign), or a new one.
int add_lines(Update& update, const SignatureLook& look, const Box& box, std::string& content) {
    const Value& form = update.current(update.document().catalog()["AcroForm"]);
    const Value& ready = update.current(update.current(form["DR"])["Font"]);
    for (const auto& [name, reference] : ready.entries) {
        if (!reference.is(Value::Kind::reference) || reference.reference.generation != 0) continue;
        EmbeddedFont font(look.font);
        bool is_ours = false;
        try {
            is_ours = becomes(font, update, reference, look.lines);
        } catch (const Error&) {  // not to be read: then not ours
        }
        if (!is_ours) continue;
        content += drawn_lines(font, box, look.lines);
        return reference.reference.number;
    }
    EmbeddedFont font(look.font);
    content += drawn_lines(font, box, look.lines);
    const int number = update.reserve();
    font.write(number, update);
    return number;
}

int draw_look(Update& update, double width, double height, const SignatureLook& look) {
    std::string content, resources;
    Box box{0, 0, width, height};
    if (!look.picture.empty())
        resources += "/XObject<</Picture " + reference(add_picture(update, look, box, content)) + ">>";
    if (!look.lines.empty()) resources += "/Font<</Lines " + reference(add_lines(update, look, box, content)) + ">>";
    return update.add(packed_stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 " + numbers(width, height) + "]/Resources<<" + resources + ">>", content));
}

}  // namespace

Prepared prepare_signature(std::string_view file, const SignatureRequest& request) {
    return prepare_with(file, request, draw_look);
}

}  // namespace saoy::pdf
