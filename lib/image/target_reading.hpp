// SPDX-License-Identifier: Apache-2.0
// Measures a scan of the printed target (lib/model/scan_target.hpp).
#pragma once

#include <string_view>

#include "lib/model/scan_target.hpp"

namespace saoy::image {

// `said_dpi` is what the file says of its resolution; the sheet may lie in any of the four directions and lean by 5
// degrees. Throws Error(input): "no-target", and what decoding throws.
TargetReading read_target(std::string_view bytes, int frame, double said_dpi);

}  // namespace saoy::image
