// SPDX-License-Identifier: Apache-2.0
// A profile folder (pipelines/vn/), read, validated, and named by the digest of its files.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/profile.hpp"

namespace saoy::stages {

// Throws Error(configuration) naming file, line and element.
Profile load_profile(const Path& folder, const Path& schemas);

}  // namespace saoy::stages
