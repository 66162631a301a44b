// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/text_layer.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/object_file.hpp"
#include "lib/pdf/unicode_map.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

constexpr double advance = 0.5;  // of every glyph of the font, in ems (/DW 500)
constexpr unsigned most_codes = 0xfffe;

}  // namespace

std::string TextLayer::encode(const std::string& text) {
    std::string bytes;
    for (const char32_t point : text::code_points(text::nfc(text))) {
        if (!may_stand(point)) continue;
        const auto [entry, fresh] = codes_.try_emplace(point, unsigned(codes_.size() + 1));
        if (entry->second > most_codes)
            throw Error(Fault::input, "too-many-characters",
                        text::tr("the text has more characters than a font holds"));
        bytes += cid(entry->second);
    }
    return bytes;
}

namespace {

// One decimal of a point is a fifth of a pixel at 150 dpi: what is finer only makes the file larger.
double tenth(double value) { return std::round(value * 10) / 10; }

std::string literal(const std::string& codes) {
    std::string out = "(";
    for (const char c : codes) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c == '\r' ? "\\r" : std::string(1, c);
    }
    return out + ")";
}

// Writes one line of text from left to right, each piece scaled to the room it has.
class Pen {
public:
    Pen(std::string& out, double size, double x) : out_(&out), em_(advance * size), x_(x) {}
    double x() const { return x_; }
    void show(const std::string& codes, double room) {
        const double natural = double(codes.size() / 2) * em_;
        const double percent = std::max(1.0, rounded(100 * room / natural, natural));
        *out_ += number(percent) + " Tz" + literal(codes) + "Tj\n";
        x_ += natural * percent / 100;
        percent_ = percent;
    }
    // Where words overlap no blank can reach: the pen is set back.
    void move_to(double x) {
        const double thousandths = std::round((x_ - x) / (em_ / advance * percent_ / 100) * 1000);
        *out_ += "[" + number(thousandths) + "]TJ\n";
        x_ = x;
    }

private:
    // As coarse as moves an end by no more than a quarter of a pixel at 300 dpi: digits are half of the text layer.
    static double rounded(double percent, double natural) {
        constexpr double most = 0.06;  // points
        double step = 0.1;
        for (const double coarse : {1.0, 0.5, 0.2})
            if (step < coarse && natural * coarse / 200 <= most) step = coarse;
        return std::round(percent / step) * step;
    }

    std::string* out_;
    double em_, x_, percent_ = 100;
};

}  // namespace

std::string TextLayer::operators(const PageText& page, double width, double height, const char* font) {
    if (page.width <= 0 || page.height <= 0) return {};
    const double across = width / page.width, down = height / page.height;
    std::string out;
    double last_size = 0, last_x = 0, last_y = 0;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) {
            const double size = std::max(2.0, tenth(line.box.height * down));
            // The font has no depth: what a reader highlights reaches from the origin up, and is to cover the print.
            const int origin = line.box.top + line.box.height;
            std::optional<Pen> pen;
            for (std::size_t i = 0; i < line.words.size(); ++i) {
                const Word& word = line.words[i];
                const std::string codes = encode(word.text);
                if (codes.empty()) continue;
                const double left = word.box.left * across;
                if (!pen) {
                    if (size != last_size) out += std::string("/") + font + " " + number(size) + " Tf\n";
                    const double x = tenth(left), y = tenth(height - origin * down);
                    out += numbers(x - last_x, y - last_y) + " Td\n";
                    last_size = size, last_x = x, last_y = y;
                    pen.emplace(out, size, x);
                }
                if (std::abs(left - pen->x()) > 0.2) pen->move_to(left);
                pen->show(codes, std::max(1, word.box.width) * across);
                // The blank reaches to the next word, so that readers see one line and one blank.
                if (i + 1 < line.words.size()) pen->show(encode(" "), line.words[i + 1].box.left * across - pen->x());
            }
        }
    return out.empty() ? out : "BT 3 Tr\n" + out + "ET\n";
}

void TextLayer::write_font(const std::string& font_file, int font, const ObjectSink& objects) const {
    const std::string program = read_file(font_file, std::size_t(16) << 20);
    std::u32string points(codes_.size(), 0);
    for (const auto& [point, code] : codes_) points[code - 1] = point;
    std::string glyphs(2, '\0');  // CID 0 is .notdef; all others show the empty glyph 1
    for (std::size_t i = 0; i < points.size(); ++i) glyphs += cid(1);
    const auto stream = [&](const std::string& entries, const std::string& data) {
        return reference(objects.add(packed_stream(entries, data)));
    };
    const std::string descriptor = reference(objects.add(
        "<</Type/FontDescriptor/FontName/GlyphLessFont/Flags 5/FontBBox[0 0 500 1000]/ItalicAngle 0/Ascent 1000"
        "/Descent -1/CapHeight 1000/StemV 80/FontFile2 " +
        stream("/Length1 " + std::to_string(program.size()), program) + ">>"));
    const std::string descendant = reference(objects.add(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/GlyphLessFont/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/DW 500/FontDescriptor " +
        descriptor + "/CIDToGIDMap " + stream("", glyphs) + ">>"));
    objects.put(font, "<</Type/Font/Subtype/Type0/BaseFont/GlyphLessFont/Encoding/Identity-H/DescendantFonts[" +
                          descendant + "]/ToUnicode " + stream("", to_unicode(points)) + ">>");
}

}  // namespace saoy::pdf
