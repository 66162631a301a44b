// SPDX-License-Identifier: Apache-2.0
// Makes QR codes (ISO/IEC 18004, TCVN 7322) on libqrencode.
#pragma once

#include <string>

#include "lib/model/modules.hpp"

namespace saoy::barcode {

// UTF-8 text in byte mode, error correction level M. Throws Error(input, "qr-too-long") above what version 40 holds,
// Error(input, "qr-empty") for nothing or a NUL.
Modules qr_code(const std::string& text);

}  // namespace saoy::barcode
