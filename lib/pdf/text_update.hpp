// SPDX-License-Identifier: Apache-2.0
// Invisible text added to pages of a PDF that otherwise stays as it is, as an incremental update (ISO 32000-2, 7.5.6):
// every byte of the file keeps its place. Looks into hostile bytes: for limited children.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/words.hpp"

namespace saoy::pdf {

struct AddedText {
    int page = 0;  // from 1
    PageText text;
    // From the text's pixels to the page as it is shown: x and y from 0 to 1, origin top left. As PDF's cm.
    std::array<double, 6> place{};
};

// The bytes to append. `font_file` is the glyphless font; `revision` 32 hex digits. Throws Error(input):
// "pdf-unreadable", "no-such-page".
std::string text_update(std::string_view file, const std::vector<AddedText>& texts, const std::string& font_file,
                        const std::string& revision);

}  // namespace saoy::pdf
