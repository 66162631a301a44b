// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/stopped.hpp"

#include <csignal>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

void check_stop(const ChildOutcome& outcome) {
    if (outcome.signal == SIGINT || outcome.signal == SIGTERM)
        throw Error(Fault::interrupted, "interrupted", text::tr("stopped on request"));
}

}  // namespace saoy::stages
