// SPDX-License-Identifier: Apache-2.0
// The profile a command works with: its rules and the digest of its files.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/profile.hpp"

namespace saoy::stages {

// xml::read_profile, and Profile::digest over the folder's XML files in the order of their names.
Profile load_profile(const Path& folder, const Path& schemas);

}  // namespace saoy::stages
