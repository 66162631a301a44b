// SPDX-License-Identifier: Apache-2.0
// Makes Code 128 bar codes (ISO/IEC 15417) with zxing-cpp.
#pragma once

#include <string>
#include <vector>

namespace saoy::barcode {

// Dark and light modules from left to right, without the quiet zones of ten modules. ASCII only, 80 at most.
std::vector<bool> code_128(const std::string& text);

}  // namespace saoy::barcode
