// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/text_layer.hpp"

#include <algorithm>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/objects.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

constexpr double advance = 0.5;  // of every glyph of the font, in ems (/DW 500)
constexpr unsigned most_codes = 0xfffe;

std::u32string code_points(std::string_view utf8) {
    std::u32string points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        char32_t point = length == 1 ? lead : lead & (0xffu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            point = (point << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3f);
        points += point;
        i += length;
    }
    return points;
}

// ISO 19005-2 6.2.11.7.2: U+0000, U+FEFF and U+FFFE must not be what a code stands for.
bool may_stand(char32_t point) { return point >= 0x20 && point != 0x7f && point != 0xfeff && point != 0xfffe; }

std::string utf16be(char32_t point) {
    const auto unit = [](char32_t u) { return std::string{char((u >> 8) & 0xff), char(u & 0xff)}; };
    if (point < 0x10000) return unit(point);
    return unit(0xd800 + ((point - 0x10000) >> 10)) + unit(0xdc00 + ((point - 0x10000) & 0x3ff));
}

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
    for (const char32_t point : code_points(text::nfc(text))) {
        if (!may_stand(point)) continue;
        const auto [entry, fresh] = codes_.try_emplace(point, unsigned(codes_.size() + 1));
        if (entry->second > most_codes)
            throw Error(Fault::input, "too-many-characters",
                        text::tr("the text has more characters than a font holds"));
        bytes += cid(entry->second);
    }
    return bytes;
}

std::string TextLayer::operators(const PageText& page, double width, double height) {
    if (page.width <= 0 || page.height <= 0) return {};
    const double across = width / page.width, down = height / page.height;
    std::string out;
    const auto show = [&](const std::string& codes, double room, double size) {
        const double natural = double(codes.size() / 2) * advance * size;
        out += number(std::max(1.0, 100 * room / natural)) + " Tz <" + hex(codes) + "> Tj\n";
    };
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) {
            const double size = std::max(2.0, line.box.height * down);
            // The font has no depth: what a reader highlights reaches from the origin up, and is to cover the print.
            const int origin = line.box.top + line.box.height;
            out += std::string("/") + resource + " " + number(size) + " Tf\n";
            for (std::size_t i = 0; i < line.words.size(); ++i) {
                const Word& word = line.words[i];
                const std::string codes = encode(word.text);
                if (codes.empty()) continue;
                out += numbers(1, 0, 0, 1, word.box.left * across, height - origin * down) + " Tm\n";
                show(codes, std::max(1, word.box.width) * across, size);
                // The blank reaches to the next word, so that readers see one line and one blank.
                if (i + 1 < line.words.size())
                    show(encode(" "),
                         (line.words[i + 1].box.left - word.box.left - std::max(1, word.box.width)) * across, size);
            }
        }
    return out.empty() ? out : "BT 3 Tr\n" + out + "ET\n";
}

void TextLayer::write_font(PdfVecObjects& objects, PdfObject& font, const std::string& font_file) const {
    PdfObject* const program = new_stream(objects, read_file(font_file, std::size_t(16) << 20));
    program->GetDictionary().AddKey("Length1", integer(read_file(font_file).size()));
    std::string glyphs(2, '\0');  // CID 0 is .notdef; all others show the empty glyph 1
    for (std::size_t i = 0; i < codes_.size(); ++i) glyphs += cid(1);

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
    c.AddKey("CIDToGIDMap", new_stream(objects, glyphs)->Reference());

    PdfDictionary& f = font.GetDictionary();
    f.AddKey("Subtype", PdfName("Type0"));
    f.AddKey("BaseFont", PdfName("GlyphLessFont"));
    f.AddKey("Encoding", PdfName("Identity-H"));
    PdfArray descendants;
    descendants.push_back(descendant->Reference());
    f.AddKey("DescendantFonts", descendants);
    f.AddKey("ToUnicode", new_stream(objects, to_unicode(codes_))->Reference());
}

}  // namespace saoy::pdf
