// SPDX-License-Identifier: Apache-2.0
// Fuzz target: signatures of the three kinds that a PDF may hold, their paths and revocation. The first byte chooses.
#include "crypto_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using saoy::crypto::CmsKind;
    if (size == 0) return 0;
    constexpr CmsKind kinds[] = {CmsKind::cades, CmsKind::detached, CmsKind::digest_inside};
    saoy::fuzz::check(kinds[data[0] % 3], {reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}
