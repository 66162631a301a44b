// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/text_layer.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/objects.hpp"
#include "lib/pdf/utf16.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

constexpr double advance = 0.5;  // of every glyph of the font, in ems (/DW 500)
constexpr unsigned most_codes = 0xfffe;

// ISO 19005-2 6.2.11.7.2: U+0000, U+FEFF and U+FFFE must not be what a code stands for.
bool may_stand(char32_t point) { return point >= 0x20 && point != 0x7f && point != 0xfeff && point != 0xfffe; }

std::string cid(unsigned code) { return {char(code >> 8), char(code & 0xff)}; }

std::string to_unicode(const std::map<char32_t, unsigned>& codes) {
    std::vector<std::pair<unsigned, char32_t>> entries;
    for (const auto& [point, code] : codes) entries.emplace_back(code, point);
    std::sort(entries.begin(), entries.end());
    std::string cmap =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t block = 100;  // a bfchar block holds no more
    for (std::size_t first = 0; first < entries.size(); first += block) {
        const std::size_t count = std::min(block, entries.size() - first);
        cmap += std::to_string(count) + " beginbfchar\n";
        for (std::size_t i = first; i < first + count; ++i)
            cmap += "<" + hex(cid(entries[i].first)) + "> <" + hex(utf16be(entries[i].second)) + ">\n";
        cmap += "endbfchar\n";
    }
    return cmap + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

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
        const double percent = std::max(1.0, tenth(100 * room / natural));
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

FontParts TextLayer::font_parts(const std::string& font_file) const {
    FontParts parts{read_file(font_file, std::size_t(16) << 20), std::string(2, '\0'), to_unicode(codes_)};
    for (std::size_t i = 0; i < codes_.size(); ++i) parts.glyphs += cid(1);
    return parts;
}

void TextLayer::write_font(PdfVecObjects& objects, PdfObject& font, const std::string& font_file) const {
    const FontParts parts = font_parts(font_file);
    PdfObject* const program = new_stream(objects, parts.program);
    program->GetDictionary().AddKey("Length1", integer(pdf_int64(parts.program.size())));

    PdfObject* const descriptor = objects.CreateObject("FontDescriptor");
    PdfDictionary& d = descriptor->GetDictionary();
    d.AddKey("FontName", PdfName("GlyphLessFont"));
    d.AddKey("Flags", integer(5));
    d.AddKey("FontBBox", array_of({0, 0, 500, 1000}));
    d.AddKey("ItalicAngle", integer(0));
    d.AddKey("Ascent", integer(1000));
    d.AddKey("Descent", integer(-1));
    d.AddKey("CapHeight", integer(1000));
    d.AddKey("StemV", integer(80));
    d.AddKey("FontFile2", program->Reference());

    PdfObject* const descendant = objects.CreateObject("Font");
    PdfDictionary& c = descendant->GetDictionary();
    c.AddKey("Subtype", PdfName("CIDFontType2"));
    c.AddKey("BaseFont", PdfName("GlyphLessFont"));
    PdfDictionary system;
    system.AddKey("Registry", PdfString("Adobe"));
    system.AddKey("Ordering", PdfString("Identity"));
    system.AddKey("Supplement", integer(0));
    c.AddKey("CIDSystemInfo", system);
    c.AddKey("FontDescriptor", descriptor->Reference());
    c.AddKey("DW", integer(500));
    c.AddKey("CIDToGIDMap", new_stream(objects, parts.glyphs)->Reference());

    PdfDictionary& f = font.GetDictionary();
    f.AddKey("Subtype", PdfName("Type0"));
    f.AddKey("BaseFont", PdfName("GlyphLessFont"));
    f.AddKey("Encoding", PdfName("Identity-H"));
    PdfArray descendants;
    descendants.push_back(descendant->Reference());
    f.AddKey("DescendantFonts", descendants);
    f.AddKey("ToUnicode", new_stream(objects, parts.to_unicode)->Reference());
}

}  // namespace saoy::pdf
