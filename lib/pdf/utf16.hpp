// SPDX-License-Identifier: Apache-2.0
// UTF-16, big-endian, as text strings and ToUnicode maps of a PDF have it.
#pragma once

#include <string>

namespace saoy::pdf {

std::string utf16be(char32_t point);

}  // namespace saoy::pdf
