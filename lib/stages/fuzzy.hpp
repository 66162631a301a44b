// SPDX-License-Identifier: Apache-2.0
// How like two folded texts are when letters were misread.
#pragma once

#include <cstddef>
#include <string_view>

namespace saoy::stages {

struct Likeness {
    double ratio = 0;     // 1 = the same, 0 = nothing in common
    std::size_t end = 0;  // where the likest part of `line` ends
};

// Edit distance over the longer length.
double likeness(std::string_view a, std::string_view b);
// `phrase` against the likest beginning of `line`.
Likeness starts_like(std::string_view line, std::string_view phrase);
// `phrase` against the likest part of `line`.
Likeness holds_like(std::string_view line, std::string_view phrase);

}  // namespace saoy::stages
