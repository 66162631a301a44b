// SPDX-License-Identifier: Apache-2.0
// What a signature may be made with, until when, and how fresh the news of a revocation has to be: data of a profile.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy {

struct SignaturePolicy {
    struct Digest {
        std::string name;           // OpenSSL's short name: "SHA256"
        std::optional<Time> until;  // no longer fit from then on; none: fit for now
    };
    struct Key {
        std::string family;  // "RSA", "EC", "Ed25519", "Ed448", "DSA"
        int least_bits = 0;
        std::optional<Time> until;
    };
    std::vector<Digest> digests;
    std::vector<Key> keys;              // the first row of a family whose least size the key reaches decides
    std::vector<std::string> purposes;  // OIDs of extended key usages that go with signing documents
    std::chrono::seconds answer_age{};  // how long an OCSP answer without nextUpdate counts

    // What is not in the table is never fit.
    bool allows_digest(const std::string& name, Time at) const noexcept;
    bool allows_key(const std::string& family, int bits, Time at) const noexcept;
};

}  // namespace saoy
