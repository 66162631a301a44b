// SPDX-License-Identifier: Apache-2.0
// Secrecy words in a PDF's own text, which a picture of its pages may not show as a stamp.
#pragma once

#include <string_view>
#include <vector>

#include "lib/model/marks.hpp"

namespace saoy::stages {

// `text` is what pdftotext -layout makes of a PDF, one page a form feed; broken UTF-8 is passed over. A line of a mark
// that stands by itself counts as it does in a picture; a stamp's words by themselves have no frame, so that a clerk
// is asked. Within a sentence neither counts. Each page and code once, in order.
std::vector<MarkFound> marks_in_text(std::string_view text, const SecrecyRules& rules);

}  // namespace saoy::stages
