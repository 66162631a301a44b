// SPDX-License-Identifier: Apache-2.0
// A copy that was issued and later got evidence and time stamps still begins with the issued bytes: by their digest the
// register knows it.
#pragma once

#include <string>
#include <vector>

#include "lib/base/files.hpp"

namespace saoy::stages {

// SHA-256 of the whole file, then of what it was before its last update, before the one before that …; at most 33.
// Throws Error missing (66) or io (74).
std::vector<std::string> digests_of_revisions(const Path& file);

}  // namespace saoy::stages
