// SPDX-License-Identifier: Apache-2.0
// What a CMS structure announces of itself, which no signature covers. Private to lib/crypto.
#pragma once

#include <openssl/cms.h>

namespace saoy::crypto {

// Whether versions are such as exist, and the digest of the only signer is among those announced, if any are (RFC 5652,
// 5.1 and 5.3). OpenSSL looks at neither.
bool announces_truly(CMS_ContentInfo* cms, int digest_nid);

}  // namespace saoy::crypto
