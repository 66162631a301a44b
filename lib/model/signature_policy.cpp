// SPDX-License-Identifier: Apache-2.0
#include "lib/model/signature_policy.hpp"

namespace saoy {

bool SignaturePolicy::allows_digest(const std::string& name, Time at) const noexcept {
    for (const Digest& row : digests)
        if (row.name == name) return !row.until || at < *row.until;
    return false;
}

bool SignaturePolicy::allows_key(const std::string& family, int bits, Time at) const noexcept {
    for (const Key& row : keys)
        if (row.family == family && bits >= row.least_bits) return !row.until || at < *row.until;
    return false;
}

}  // namespace saoy
