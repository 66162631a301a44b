// SPDX-License-Identifier: Apache-2.0
// The profile folder's scan-profiles.xml.
#pragma once

#include "lib/base/files.hpp"
#include "lib/model/scan_profile.hpp"

namespace saoy::xml {

// Validates against schemas/scan-profiles.xsd. Throws Error(configuration).
ScanProfiles read_scan_profiles(const Path& folder, const Path& schemas);

}  // namespace saoy::xml
