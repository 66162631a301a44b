// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/unicode_map.hpp"

#include <algorithm>

#include "lib/pdf/content.hpp"
#include "lib/pdf/utf16.hpp"

namespace saoy::pdf {

bool may_stand(char32_t point) { return point >= 0x20 && point != 0x7f && point != 0xfeff && point != 0xfffe; }

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
