// SPDX-License-Identifier: Apache-2.0
// Whether a certificate was revoked, from lists (RFC 5280) and OCSP answers (RFC 6960). Private to lib/crypto.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "lib/crypto/verify_openssl.hpp"
#include "lib/model/signature_policy.hpp"

namespace saoy::crypto {

using OcspAnswer = Handle<OCSP_BASICRESP, OCSP_BASICRESP_free>;

struct Standing {
    enum class Status { unknown, stale, good, revoked };  // stale: something was there, but not for that time
    Status status = Status::unknown;
    std::optional<Time> since;  // of revoked
};

// Immutable after it was filled; safe to use from many threads.
class RevocationSource {
public:
    // DER; gives false for what cannot be read.
    bool add_list(std::string_view der);
    bool add_response(std::string_view der);
    void add_list(Crl list) { lists_.push_back(std::move(list)); }
    bool empty() const noexcept { return lists_.empty() && answers_.empty(); }

    // The standing of a certificate at that time. Only what the issuer, or a responder it named, has signed counts.
    Standing of(X509* certificate, X509* issuer, Time at, const SignaturePolicy& policy) const;

private:
    Standing from_list(std::size_t which, X509* certificate, X509* issuer, Time at, const SignaturePolicy&) const;
    Standing from_answer(OCSP_BASICRESP* answer, X509* certificate, X509* issuer, Time at,
                         const SignaturePolicy& policy) const;
    bool is_signed_list(std::size_t which, X509* issuer) const;
    bool is_signed_answer(OCSP_BASICRESP* answer, X509* issuer, const SignaturePolicy& policy) const;

    std::vector<Crl> lists_;
    std::vector<OcspAnswer> answers_;
    // Large lists are checked once for each issuer, not for each file.
    mutable std::mutex mutex_;
    mutable std::map<std::pair<std::size_t, std::string>, bool> checked_;
};

// The issuer says that it never revokes this certificate (RFC 9608; EN 319 412-1 for short-term ones).
bool is_never_revoked(X509* certificate);

}  // namespace saoy::crypto
