// SPDX-License-Identifier: Apache-2.0
// What the pages written for people share.
#pragma once

#include <string>
#include <string_view>

namespace saoy::stages {

// Safe as text and as a quoted attribute.
std::string escaped(std::string_view text);

}  // namespace saoy::stages
