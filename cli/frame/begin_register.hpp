// SPDX-License-Identifier: Apache-2.0
// Beginning a register, which no command does unless it is asked to.
#pragma once

#include <string>

#include "cli/frame/tool.hpp"

namespace saoy::cli {

// Makes the register where there is none, and warns of it: its numbers begin with 01. True when it made it.
bool begin_register(Run& run, const std::string& location);

}  // namespace saoy::cli
