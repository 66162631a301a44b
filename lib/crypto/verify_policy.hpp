// SPDX-License-Identifier: Apache-2.0
// Until when an algorithm or key size may be relied on: ETSI TS 119 312 v1.5.1 as EN 319 102-1 validators apply it.
#pragma once

#include <string>

#include "lib/base/clock.hpp"

namespace saoy::crypto {

// Family names: "RSA", "EC", "Ed25519", "Ed448", "DSA"; digest names as OpenSSL's short names ("SHA256").
// True when it was still fit at that time; what is not in the table is never fit.
bool digest_is_fit(const std::string& digest, Time at);
bool key_is_fit(const std::string& family, int bits, Time at);

}  // namespace saoy::crypto
