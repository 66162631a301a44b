// SPDX-License-Identifier: Apache-2.0
// What the codes of our fonts stand for. Private to lib/pdf.
#pragma once

#include <string>

namespace saoy::pdf {

// ISO 19005-2 6.2.11.7.2: U+0000, U+FEFF and U+FFFE must not be what a code stands for.
bool may_stand(char32_t point);

std::string cid(unsigned code);  // two bytes, big-endian

// A CMap (Adobe technical note 5411): code 1 stands for the first of `points`, and so on.
std::string to_unicode(const std::u32string& points);

}  // namespace saoy::pdf
