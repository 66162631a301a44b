// SPDX-License-Identifier: Apache-2.0
// The words that a page of a PDF shows or hides, in the order of its content, to look for a statement in them.
#pragma once

#include <map>
#include <string>

#include "lib/pdf/revisions.hpp"

namespace saoy::pdf {

// UTF-8, a line for each place that text begins at. Characters come from /ToUnicode, or are Latin-1 in a font without
// one (ISO 32000-2, 9.10). Text in form XObjects is not read. What cannot be read ends the text early: a file is judged
// by its bytes, not by this. At most 64 KiB.
std::string page_text(const Document& document, Reference page);

// What the codes of a font stand for by its /ToUnicode. Throws Error(input) for broken syntax.
std::map<unsigned, std::string> unicodes(const Document& document, const Value& font);

}  // namespace saoy::pdf
