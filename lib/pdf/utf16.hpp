// SPDX-License-Identifier: Apache-2.0
// UTF-16, big-endian, as text strings and ToUnicode maps of a PDF have it.
#pragma once

#include <string>
#include <string_view>

namespace saoy::pdf {

// The text must be UTF-8; what is cut off at its end is left out.
std::u32string code_points(std::string_view utf8);
std::string utf16be(char32_t point);

}  // namespace saoy::pdf
