// SPDX-License-Identifier: Apache-2.0
// JSON values; the one place that includes the library. Keys keep their order, so output is deterministic.
#pragma once

#include <nlohmann/json.hpp>

namespace saoy {

using Json = nlohmann::ordered_json;

}  // namespace saoy
