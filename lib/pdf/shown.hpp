// SPDX-License-Identifier: Apache-2.0
// A further signature or a note that a page shows since it was signed.
#pragma once

#include <array>

namespace saoy::pdf {

struct Shown {
    int page = 0;                   // from 1
    std::array<double, 4> place{};  // left, top, right, bottom as parts of the page as it is shown
};

}  // namespace saoy::pdf
