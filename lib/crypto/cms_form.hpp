// SPDX-License-Identifier: Apache-2.0
// What a CMS structure announces of itself, which no signature covers. Private to lib/crypto.
#pragma once

#include <openssl/cms.h>

#include <string_view>

namespace saoy::crypto {

// Whether versions are such as exist, and the digest of the only signer is among those announced, if any are, without
// parameters (RFC 5652, 5.1 and 5.3; RFC 5754, section 2). OpenSSL looks at none of these.
bool announces_truly(CMS_ContentInfo* cms, int digest_nid);

// Whether `der`, of which `cms` was read, says of each sequence and set that it is one (X.690, 8.9.1 and 8.11.1), which
// OpenSSL does not ask: written again, the structure must have the same bytes, in whatever order members of sets stand.
// Lengths of BER are passed over, for there are signatures that have them.
bool is_well_tagged(std::string_view der, CMS_ContentInfo* cms);

}  // namespace saoy::crypto
