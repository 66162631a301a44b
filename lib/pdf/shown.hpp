// SPDX-License-Identifier: Apache-2.0
// What a page shows since it was signed: a further signature, a note, a field that was filled.
#pragma once

#include <array>

namespace saoy::pdf {

struct Shown {
    int page = 0;                   // from 1
    std::array<double, 4> place{};  // left, top, right, bottom as parts of the page as it is shown
    // The signer saw an empty field of moderate size there: what fills it is expected, unless the file is certified.
    bool is_foreseen = false;
    // A field with a value of its own: it may hide its former value, but nothing of the page.
    bool is_value = false;
};

}  // namespace saoy::pdf
