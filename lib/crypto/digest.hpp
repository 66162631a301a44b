// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/base/files.hpp"

namespace saoy::crypto {

// 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
// Reads the file in pieces. Throws Error missing (66) or io (74).
std::string sha256_file(const Path& path);

}  // namespace saoy::crypto
