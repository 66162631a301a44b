// SPDX-License-Identifier: Apache-2.0
// Questions to a time stamp authority and its answers (RFC 3161). How they travel is somebody else's business.
#pragma once

#include <string>
#include <string_view>

namespace saoy::crypto {

struct TimestampQuestion {
    std::string digest;  // SHA-256 of what is stamped: 32 bytes
    std::string nonce;   // so that an old answer is not taken for a new one: 8 random bytes, the first one not 0
    std::string policy;  // OID of the policy that is asked for; empty: the authority's own
};

// DER of the TimeStampReq; asks for the authority's certificates too.
std::string query_of(const TimestampQuestion& question);

// DER of the token in a TimeStampResp. Checked here: granted, digest, nonce, policy. The token's signature and
// whether its maker is to be believed: CheckedCms and TrustedCertificates::path.
// Throws Error(temporary): "tsa-answer" for what is no answer to this question, "tsa-refused" when it says no.
std::string token_in(std::string_view response, const TimestampQuestion& question);

}  // namespace saoy::crypto
