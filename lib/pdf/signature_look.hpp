// SPDX-License-Identifier: Apache-2.0
// What a visible signature shows: lines of text in an embedded font. Private to lib/pdf.
#pragma once

#include <string>
#include <vector>

#include "lib/pdf/signature_field.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

constexpr double look_margin = 2;  // points inside the field's rectangle

struct SignatureLook {
    std::vector<std::string> lines;
    std::string font;     // TrueType file for the lines
    std::string picture;  // PNG or JPEG file: a handwritten signature, a seal; may be empty
};

// Adds a form XObject of width x height points, with its font and picture, to the update, and gives its object number.
// The picture stands on the left or above, whichever shows it larger while the lines stay readable; the lines in the
// middle of what it leaves. Their size shrinks from 10 points until they fit, and only where 8 points do not fit they
// wrap, never inside a date and time. What the picture lets through, as the PNG with transparent ground of NĐ
// 30/2020/NĐ-CP, stays so by a soft mask, which PDF/A-2 allows beside an output intent (ISO 19005-2, 6.2.10). Throws
// Error(configuration) when font or picture is not there.
using DrawLook = int (*)(Update& update, double width, double height, const SignatureLook& look);

// prepare_signature with that; without it, prepare_unseen_signature.
Prepared prepare_with(std::string_view file, const SignatureRequest& request, DrawLook draw);

}  // namespace saoy::pdf
