// SPDX-License-Identifier: Apache-2.0
// What the quality gate found, as an event in words that a kiosk can show.
#pragma once

#include <string>

#include "lib/base/events.hpp"
#include "lib/model/quality.hpp"

namespace saoy::stages {

void tell_finding(const std::string& stage, const std::string& item, int page, const Finding& finding, Events& events);

}  // namespace saoy::stages
