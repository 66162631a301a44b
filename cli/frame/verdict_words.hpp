// SPDX-License-Identifier: Apache-2.0
// A verdict for a person, in the language chosen.
#pragma once

#include <string>

#include "lib/model/verdict.hpp"

namespace saoy::cli {

// Several lines without the last newline: the bottom line, the three answers, the reasons, each signature.
std::string in_words(const Verdict& verdict);

}  // namespace saoy::cli
