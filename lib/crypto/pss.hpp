// SPDX-License-Identifier: Apache-2.0
// The padding of RSASSA-PSS, for tokens that know RSA but not PSS. Private to lib/crypto.
#pragma once

#include <cstddef>
#include <string>

namespace saoy::crypto {

// EMSA-PSS (RFC 8017, 9.1.1) with SHA-256 and MGF1 with SHA-256, of a SHA-256 digest (32 bytes) and a salt (32 bytes):
// as many bytes as the modulus has, which the bare RSA operation then signs. Throws Error(internal) for a modulus that
// has not the room.
std::string pss_padded(const std::string& digest, const std::string& salt, std::size_t modulus_bits);

}  // namespace saoy::crypto
