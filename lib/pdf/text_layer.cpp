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

namespace {

// Where a line's foot lies on the page, and how far along it something stands. The font has no depth: what a reader
// highlights reaches from the origin up, and is to cover the print.
class Foot {
public:
    Foot(const Box& box, const TextLayer::Placing& onto)
        : onto_(&onto),
          at_(box.top + box.height),
          start_(on(box.left)),
          top_(onto({double(box.left), double(box.top)})) {
        const Point end = on(box.left + std::max(1, box.width));
        const double length = std::hypot(end.x - start_.x, end.y - start_.y);
        if (length > 0) c_ = (end.x - start_.x) / length, s_ = (end.y - start_.y) / length;
        if (std::abs(s_) < 1e-6) c_ = 1, s_ = 0;
    }
    bool straight() const { return s_ == 0; }
    double size() const { return std::hypot(top_.x - start_.x, top_.y - start_.y); }
    double along(int x) const {
        const Point p = on(x);
        return c_ * p.x + s_ * p.y;
    }
    Point on(int x) const { return (*onto_)({double(x), double(at_)}); }
    std::string matrix(const Point& at) const { return numbers(c_, s_, -s_, c_, tenth(at.x), tenth(at.y)) + " Tm\n"; }

private:
    const TextLayer::Placing* onto_;
    int at_;
    Point start_, top_;
    double c_ = 1, s_ = 0;
};

}  // namespace

std::string TextLayer::operators(const PageText& page, double width, double height, const char* font) {
    if (page.width <= 0 || page.height <= 0) return {};
    const double across = width / page.width, down = height / page.height;
    return operators(
        page,
        [&](Point p) {
            return Point{p.x * across, height - p.y * down};
        },
        font);
}

std::string TextLayer::operators(const PageText& page, const Placing& onto, const char* font) {
    std::string out;
    double last_size = 0;
    Point last{};
    bool last_straight = true;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) {
            const Foot foot(line.box, onto);
            const double size = std::max(2.0, tenth(foot.size()));
            std::optional<Pen> pen;
            for (std::size_t i = 0; i < line.words.size(); ++i) {
                const Word& word = line.words[i];
                const std::string codes = encode(word.text);
                if (codes.empty()) continue;
                const double left = foot.along(word.box.left);
                if (!pen) {
                    if (size != last_size) out += std::string("/") + font + " " + number(size) + " Tf\n";
                    const Point at = foot.on(word.box.left), begin{tenth(at.x), tenth(at.y)};
                    out += foot.straight() && last_straight ? numbers(begin.x - last.x, begin.y - last.y) + " Td\n"
                                                            : foot.matrix(begin);
                    last_size = size, last = begin, last_straight = foot.straight();
                    pen.emplace(out, size, foot.straight() ? begin.x : left);
                }
                if (std::abs(left - pen->x()) > 0.2) pen->move_to(left);
                pen->show(codes, foot.along(word.box.left + std::max(1, word.box.width)) - left);
                // The blank reaches to the next word, so that readers see one line and one blank.
                if (i + 1 < line.words.size())
                    pen->show(encode(" "), foot.along(line.words[i + 1].box.left) - pen->x());
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
