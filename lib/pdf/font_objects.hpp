// SPDX-License-Identifier: Apache-2.0
// The objects of the glyphless font as PDF text, for the writers of our own.
#pragma once

#include <functional>
#include <string>

#include "lib/pdf/text_layer.hpp"

namespace saoy::pdf {

// `add` writes an object and gives its number; `put` writes `font` itself.
void put_font(const FontParts& parts, int font, const std::function<int(const std::string&)>& add,
              const std::function<void(int, const std::string&)>& put);

}  // namespace saoy::pdf
