// SPDX-License-Identifier: Apache-2.0
// What a visible signature shows: lines of text in an embedded font. Private to lib/pdf.
#pragma once

#include <string>
#include <vector>

#include "lib/pdf/update.hpp"

namespace saoy::pdf {

// Adds a form XObject of width x height points and its font to the update, and gives its object number.
// Without lines the form is empty. The lines stand in the middle; the size shrinks from 10 points until they fit, and
// only where 8 points do not fit words wrap.
// Throws Error(configuration) when the font is not there.
int add_signature_look(Update& update, double width, double height, const std::vector<std::string>& lines,
                       const std::string& font_file);

}  // namespace saoy::pdf
