// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/utf16.hpp"

namespace saoy::pdf {

std::string utf16be(char32_t point) {
    const auto unit = [](char32_t u) { return std::string{char((u >> 8) & 0xff), char(u & 0xff)}; };
    if (point < 0x10000) return unit(point);
    return unit(0xd800 + ((point - 0x10000) >> 10)) + unit(0xdc00 + ((point - 0x10000) & 0x3ff));
}

}  // namespace saoy::pdf
