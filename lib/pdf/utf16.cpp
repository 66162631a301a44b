// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/utf16.hpp"

namespace saoy::pdf {

std::u32string code_points(std::string_view utf8) {
    std::u32string points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length > utf8.size() - i) break;
        char32_t point = length == 1 ? lead : lead & (0xffu >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            point = (point << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3f);
        points += point;
        i += length;
    }
    return points;
}

std::string utf16be(char32_t point) {
    const auto unit = [](char32_t u) { return std::string{char((u >> 8) & 0xff), char(u & 0xff)}; };
    if (point < 0x10000) return unit(point);
    return unit(0xd800 + ((point - 0x10000) >> 10)) + unit(0xdc00 + ((point - 0x10000) & 0x3ff));
}

}  // namespace saoy::pdf
