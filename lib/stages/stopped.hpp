// SPDX-License-Identifier: Apache-2.0
// Children that ended because they were told to, not because of what they worked on.
#pragma once

#include "lib/base/child.hpp"

namespace saoy::stages {

// A terminal's Ctrl-C and the end of a service reach all processes at once: the page was not to blame and is read
// another time. Throws Error(interrupted) where SIGINT or SIGTERM ended the child.
void check_stop(const ChildOutcome& outcome);

}  // namespace saoy::stages
