// SPDX-License-Identifier: Apache-2.0
// Fuzz target: timestamp tokens (RFC 3161), their paths and revocation.
#include "crypto_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    saoy::fuzz::check(saoy::crypto::CmsKind::timestamp, {reinterpret_cast<const char*>(data), size});
    return 0;
}
