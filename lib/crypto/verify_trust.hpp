// SPDX-License-Identifier: Apache-2.0
// Certification paths to the anchors an operator installed. No anchor, no trust: unknown is never valid.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/crypto/verify_cms.hpp"
#include "lib/model/signature_policy.hpp"
#include "lib/model/verdict.hpp"

namespace saoy::crypto {

// The time a path is judged for.
struct Moment {
    Time at;
    bool proven = false;          // a trusted timestamp says that the signature existed then
    std::optional<Time> claimed;  // by the signer; it counts only against him
};

struct PathVerdict {
    Trust trust = Trust::unknown;
    std::string bundle;     // of the anchor, as the operator named it
    std::string failure;    // sub-indication, empty when the path holds
    bool is_final = false;  // TOTAL-FAILED rather than INDETERMINATE
    std::string reason;     // a sentence, when the path does not hold
    // The first certificate whose revocation the file by itself does not settle; empty if it settles all.
    std::string unsettled;
    // DER, the signer first, the anchor last; empty when no path was found.
    std::vector<std::string> chain;
    std::string dead_end;  // DER of the certificate whose issuer is not there, where that is why
};

// Evidence ready for use: a file's is parsed once, however many signatures lean on it. What cannot be read is left out.
class ParsedEvidence {
public:
    ParsedEvidence(const Evidence& evidence);
    ~ParsedEvidence();
    ParsedEvidence(ParsedEvidence&&) noexcept;

private:
    friend class TrustedCertificates;
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
};

// Immutable after it was filled; safe to use from many threads.
class TrustedCertificates {
public:
    explicit TrustedCertificates(SignaturePolicy policy);
    ~TrustedCertificates();
    TrustedCertificates(TrustedCertificates&&) noexcept;

    // A PEM bundle or DER file, or a folder of them; revocation lists in a bundle are taken too. Throws Error
    // missing (66) or configuration (78, "no-certificate").
    void add_anchors(const Path& path, const std::string& bundle = {});
    // A PEM or DER list; a DER OCSP answer. Throws Error.
    void add_revocation_list(const Path& path);
    void add_response(const Path& path);
    // Lists and OCSP answers that were asked for; what cannot be read is left out.
    void add_news(const Evidence& news);
    std::size_t size() const noexcept;

    enum class Role { signer, timestamp_authority };
    // Whether the signer's certificate leads to an anchor at that time, with algorithms fit then, and none of the path
    // revoked. `inside` is what the file holds for good (its security store), `beside` other evidence found in it.
    PathVerdict path(const CheckedCms& cms, Role role, const Moment& moment, const ParsedEvidence& inside,
                     const ParsedEvidence& beside = Evidence()) const;

private:
    struct Store;
    std::unique_ptr<Store> store_;
};

}  // namespace saoy::crypto
