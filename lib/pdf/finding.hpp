// SPDX-License-Identifier: Apache-2.0
// A fact about a file as a sentence with gaps; it crosses a process border before it is put in the user's language.
#pragma once

#include <string>
#include <vector>

namespace saoy::pdf {

struct Finding {
    std::string sentence;             // "page {0}: {1} was changed"
    std::vector<std::string> values;  // for {0}, {1} …
    bool operator==(const Finding&) const = default;
};

}  // namespace saoy::pdf
