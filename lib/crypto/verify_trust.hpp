// SPDX-License-Identifier: Apache-2.0
// Certification paths to the anchors an operator installed. No anchor, no trust: unknown is never valid.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/crypto/verify_cms.hpp"
#include "lib/model/verdict.hpp"

namespace saoy::crypto {

struct PathVerdict {
    Trust trust = Trust::unknown;
    std::string failure;    // sub-indication, empty when the path holds
    bool is_final = false;  // TOTAL-FAILED rather than INDETERMINATE
    bool revocation_checked = false;
    std::string reason;  // a sentence, when the path does not hold
};

// Immutable after it was filled; safe to use from many threads.
class TrustedCertificates {
public:
    TrustedCertificates();
    ~TrustedCertificates();
    TrustedCertificates(TrustedCertificates&&) noexcept;

    // A PEM bundle or DER file, or a folder of them. Throws Error missing (66) or configuration (78, "no-certificate").
    void add_anchors(const Path& path);
    // A PEM or DER list. Throws Error.
    void add_revocation_list(const Path& path);
    std::size_t size() const noexcept;

    enum class Role { signer, timestamp_authority };
    // Whether the signer's certificate leads to an anchor at that time, with algorithms fit then. `more` are DER
    // certificates found elsewhere in the file.
    PathVerdict path(const CheckedCms& cms, Role role, Time at, const std::vector<std::string>& more) const;

private:
    struct Store;
    std::unique_ptr<Store> store_;
};

}  // namespace saoy::crypto
