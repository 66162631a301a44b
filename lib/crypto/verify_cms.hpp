// SPDX-License-Identifier: Apache-2.0
// Checks one CMS signature by itself: form, digest, value. Whom to believe is the business of verify_trust.hpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy::crypto {

enum class CmsKind {
    detached,       // adbe.pkcs7.detached: the signed attributes hold the digest of the bytes
    cades,          // ETSI.CAdES.detached: also bound to the certificate (ESS signing-certificate)
    digest_inside,  // adbe.pkcs7.sha1: the content is the SHA-1 digest of the bytes
    timestamp,      // RFC 3161 token: the content names the digest of the bytes
};

// What settles whether certificates were revoked, and leads from one to the next; DER each.
struct Evidence {
    std::vector<std::string> certificates, lists, responses;  // lists: CRLs; responses: OCSP
};

// Never throws for what a signature says; `failure` is the EN 319 102-1 sub-indication, empty when it holds.
class CheckedCms {
public:
    // `der` may end in zeros, as a PDF pads it. `parts` are the signed bytes, in order.
    CheckedCms(CmsKind kind, std::string_view der, const std::vector<std::string_view>& parts);
    // A time stamp token, by the SHA-256 digest of what it is said to stamp (32 bytes).
    static CheckedCms token(std::string_view der, std::string_view digest);
    // Nothing signed yet: a certificate (the first; DER) with its issuers, to judge its path before it signs.
    static CheckedCms unsigned_by(const std::vector<std::string>& certificates);
    ~CheckedCms();
    CheckedCms(CheckedCms&&) noexcept;
    CheckedCms& operator=(CheckedCms&&) noexcept;

    bool holds() const noexcept { return failure.empty(); }

    std::string failure;               // FORMAT_FAILURE, HASH_FAILURE, SIG_CRYPTO_FAILURE, NO_SIGNING_CERTIFICATE_FOUND
    std::string reason;                // a sentence, when it does not hold
    std::string signer, organisation;  // names in the certificate
    std::optional<Time> signer_ends;   // of its certificate's validity
    std::string algorithm;             // "RSASSA-PSS SHA256"
    std::string digest;                // "SHA256"
    std::string imprint_digest;        // of a timestamp: the digest it was given, "SHA256"
    bool names_certificate = false;    // ESS signing-certificate attribute, and it matches
    std::optional<Time> stamped;       // of a timestamp: its time
    std::string value;                 // the signature value: what a signature timestamp covers
    std::vector<std::string> tokens;   // DER of the signature timestamps in it
    Evidence evidence;                 // revocation lists and answers in it

private:
    friend class TrustedCertificates;
    struct Certificates;
    CheckedCms();
    void check(CmsKind kind, std::string_view der, const std::vector<std::string_view>& parts,
               std::string_view imprint);
    std::unique_ptr<Certificates> certificates_;
};

}  // namespace saoy::crypto
