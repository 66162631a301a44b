// SPDX-License-Identifier: Apache-2.0
// Time stamps of RFC 3161: the question, the answer, and the attribute of a CMS that carries one.
#pragma once

#include <string>
#include <string_view>

namespace saoy::crypto {

struct TimestampQuery {
    std::string digest;  // SHA-256, 32 bytes
    std::string nonce;   // 8 bytes, not to be used twice
    std::string policy;  // dotted OID, or empty for the authority's own
};

// DER of the TimeStampReq; the authority's certificate is asked for.
std::string encode(const TimestampQuery& query);

// The token (DER) of a TimeStampResp. Whether the token's signer is to be believed is not looked at here.
// Throws Error unavailable (69): "tsa-refused", "tsa-answer" when it is no answer to this query: another digest, nonce
// or policy.
std::string token_of(std::string_view answer, const TimestampQuery& query);

// The value of a CMS's one signature: what a signature time stamp covers (ETSI EN 319 122-1, 5.3).
std::string signature_value(std::string_view cms);
// The CMS with the token as an unsigned attribute.
std::string with_timestamp(std::string_view cms, std::string_view token);

}  // namespace saoy::crypto
