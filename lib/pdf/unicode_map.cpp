// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/unicode_map.hpp"

#include <algorithm>

#include "lib/pdf/content.hpp"

namespace saoy::pdf {

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

bool may_stand(char32_t point) { return point >= 0x20 && point != 0x7f && point != 0xfeff && point != 0xfffe; }

namespace {

std::string utf16be(char32_t point) {
    const auto unit = [](char32_t u) { return std::string{char((u >> 8) & 0xff), char(u & 0xff)}; };
    if (point < 0x10000) return unit(point);
    return unit(0xd800 + ((point - 0x10000) >> 10)) + unit(0xdc00 + ((point - 0x10000) & 0x3ff));
}

}  // namespace

std::string cid(unsigned code) { return {char(code >> 8), char(code & 0xff)}; }

std::string to_unicode(const std::u32string& points) {
    std::string cmap =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t block = 100;  // a bfchar block holds no more
    for (std::size_t first = 0; first < points.size(); first += block) {
        const std::size_t count = std::min(block, points.size() - first);
        cmap += std::to_string(count) + " beginbfchar\n";
        for (std::size_t i = first; i < first + count; ++i)
            cmap += "<" + hex(cid(unsigned(i + 1))) + "> <" + hex(utf16be(points[i])) + ">\n";
        cmap += "endbfchar\n";
    }
    return cmap + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace saoy::pdf
