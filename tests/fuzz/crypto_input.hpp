// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets of lib/crypto share: one input is a signature and the evidence that comes with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/crypto/verify_trust.hpp"

namespace saoy::fuzz {

// Signature, list, OCSP answer and certificate, parted by this. Those that are not there are empty.
constexpr std::string_view parted = "\xFFpart";

inline void check(crypto::CmsKind kind, std::string_view input) {
    using namespace crypto;
    static const TrustedCertificates trusted = [] {
        TrustedCertificates made({{{"SHA256", {}}}, {{"EC", 256, {}}, {"RSA", 2048, {}}}, {}, std::chrono::hours(24)});
        made.add_anchors(SAOY_FUZZ_SEEDS "/anchor.pem");
        return made;
    }();
    std::vector<std::string> parts(4);
    for (std::string& part : parts) {
        const std::size_t end = std::min(input.find(parted), input.size());
        part = input.substr(0, end);
        input.remove_prefix(std::min(input.size(), end + parted.size()));
    }
    const CheckedCms cms(kind, parts[0], {"the signed ", "bytes"});
    const Evidence evidence{{parts[3]}, {parts[1]}, {parts[2]}};
    const Moment moment{parse_rfc3339("2027-01-01T00:00:00Z"), false, {}};
    const auto role =
        kind == CmsKind::timestamp ? TrustedCertificates::Role::timestamp_authority : TrustedCertificates::Role::signer;
    trusted.path(cms, role, moment, evidence, cms.evidence);
    for (const std::string& token : cms.tokens) CheckedCms(CmsKind::timestamp, token, {cms.value});
}

}  // namespace saoy::fuzz
