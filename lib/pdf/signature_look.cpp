// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signature_look.hpp"

#include <algorithm>
#include <cstdlib>

#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

constexpr double largest = 10, smallest = 4, step = 0.5;  // points
constexpr double readable = 8;                            // points; rather than go below, long lines wrap
constexpr double leading = 1.2;                           // line distance as a multiple of the size
constexpr double margin = look_margin;

PdfString string_of(const std::string& text) { return PdfString(reinterpret_cast<const pdf_utf8*>(text.c_str())); }

double width_of(PdfFont& font, const std::string& text) { return font.GetFontMetrics()->StringWidth(string_of(text)); }

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

// Lines no wider than `width` in the font's size; a single word may stick out.
std::vector<std::string> wrapped(PdfFont& font, const std::vector<std::string>& lines, double width) {
    std::vector<std::string> result;
    for (const std::string& line : lines) {
        std::string current;
        for (const std::string& word : words_of(line)) {
            const std::string longer = current.empty() ? word : current + " " + word;
            if (!current.empty() && width_of(font, longer) > width) {
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

bool fits(PdfFont& font, const std::vector<std::string>& lines, double width, double height) {
    for (const std::string& line : lines)
        if (width_of(font, line) > width) return false;
    return static_cast<double>(lines.size()) * leading * font.GetFontSize() <= height;
}

// Sets the font's size, and gives the lines as they are drawn.
std::vector<std::string> set_to_fit(PdfFont& font, const std::vector<std::string>& lines, double width, double height) {
    for (double size = largest; size >= readable; size -= step) {
        font.SetFontSize(static_cast<float>(size));
        if (fits(font, lines, width, height)) return lines;
    }
    std::vector<std::string> set;
    for (double size = largest; size >= smallest; size -= step) {
        font.SetFontSize(static_cast<float>(size));
        set = wrapped(font, lines, width);
        if (fits(font, set, width, height)) break;
    }
    return set;
}

struct Box {
    double x = 0, y = 0, width = 0, height = 0;

    Box within_margin() const { return {x + margin, y + margin, width - 2 * margin, height - 2 * margin}; }
};

void draw_lines(PdfPainter& painter, PdfFont& font, const Box& box, const std::vector<std::string>& lines) {
    const Box inner = box.within_margin();
    const std::vector<std::string> set = set_to_fit(font, lines, inner.width, inner.height);
    const double line = leading * font.GetFontSize();
    painter.SetFont(&font);
    double y = box.y + (box.height + static_cast<double>(set.size()) * line) / 2;
    for (const std::string& each : set) {
        y -= line;
        painter.DrawText(box.x + std::max(margin, (box.width - width_of(font, each)) / 2),
                         y + (leading - 1) * font.GetFontSize(), string_of(each));
    }
}

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

double scale_in(const Box& box, PdfImage& picture) {
    const Box inner = box.within_margin();
    return std::min(inner.width / picture.GetWidth(), inner.height / picture.GetHeight());
}

// The parting that leaves the lines readable, and of such the one with the larger picture.
Parting parted(const Box& box, PdfImage& picture, PdfFont* font, const std::vector<std::string>& lines) {
    const Parting partings[] = {beside(box), above(box)};
    const auto worth = [&](const Parting& parting) {
        const Box inner = parting.rest.within_margin();
        if (font != nullptr) set_to_fit(*font, lines, inner.width, inner.height);
        const double size = font != nullptr ? font->GetFontSize() : readable;
        return std::pair(std::min(size, readable), scale_in(parting.picture, picture));
    };
    return worth(partings[0]) >= worth(partings[1]) ? partings[0] : partings[1];
}

// It keeps its shape.
void draw_picture(PdfPainter& painter, PdfImage& picture, const Box& place) {
    const double scale = scale_in(place, picture);
    painter.DrawImage(place.x + (place.width - scale * picture.GetWidth()) / 2,
                      place.y + (place.height - scale * picture.GetHeight()) / 2, &picture, scale, scale);
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

int draw_look(Update& update, double width, double height, const SignatureLook& look) {
    std::string file = look.picture;
    try {
        PdfIdentityEncoding glyphs(0, 0xffff, false);  // owned here: a font that cannot be made would not free it
        PdfMemDocument sheet;  // thrown away: PoDoFo makes the subset, only its objects are kept
        PdfXObject form(PdfRect(0, 0, width, height), &sheet);
        PdfPainter painter;
        painter.SetPage(&form);
        Box rest{0, 0, width, height};
        PdfFont* font = nullptr;
        if (!look.lines.empty()) {
            file = look.font;
            font = sheet.CreateFontSubset("Signature", false, false, false, &glyphs, look.font.c_str());
            PODOFO_RAISE_LOGIC_IF(font == nullptr, "no font");
        }
        if (!look.picture.empty()) {
            file = look.picture;
            PdfImage picture(&sheet);
            picture.LoadFromFile(look.picture.c_str());
            const Parting parting = parted(rest, picture, font, look.lines);
            draw_picture(painter, picture, parting.picture);
            rest = parting.rest;
        }
        if (font != nullptr) draw_lines(painter, *font, rest, look.lines);
        painter.FinishPage();
        PdfRefCountedBuffer buffer;
        PdfOutputDevice device(&buffer);
        sheet.Write(&device);  // embeds the subset
        return transplant(form.GetObject()->Reference(), sheet.GetObjects(), update);
    } catch (const PdfError& error) {
        throw Error(Fault::configuration, "signature-look",
                    text::fill(text::tr("{0}: cannot be used in a visible signature ({1})"),
                               {file, PdfError::ErrorName(error.GetError())}),
                    text::tr("the profile names a TrueType font, and PNG or JPEG pictures"));
    }
}

}  // namespace

Prepared prepare_signature(std::string_view file, const SignatureRequest& request) {
    return prepare_with(file, request, draw_look);
}

}  // namespace saoy::pdf
