// SPDX-License-Identifier: Apache-2.0
#include "lib/crypto/verify_policy.hpp"

#include <string_view>

namespace saoy::crypto {

namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr Time never_ends = sys_days(year(9999) / 1 / 1);

struct DigestRow {
    std::string_view name;
    Time until;
};
constexpr DigestRow digests[] = {
    {"MD5", sys_days(year(2004) / 8 / 1)},
    {"SHA1", sys_days(year(2012) / 8 / 1)},
    {"SHA224", sys_days(year(2029) / 1 / 1)},
    {"SHA256", never_ends},
    {"SHA384", never_ends},
    {"SHA512", never_ends},
    {"SHA512-224", never_ends},
    {"SHA512-256", never_ends},
    {"SHA3-256", never_ends},
    {"SHA3-384", never_ends},
    {"SHA3-512", never_ends},
    {"SHAKE256", never_ends},
};

struct KeyRow {
    std::string_view family;
    int least_bits;
    Time until;
};
// The first row of a family whose least size the key reaches decides.
constexpr KeyRow keys[] = {
    {"RSA", 3000, never_ends},
    {"RSA", 1900, sys_days(year(2029) / 1 / 1)},
    {"RSA", 1024, sys_days(year(2019) / 10 / 1)},
    {"EC", 256, never_ends},
    {"EC", 160, sys_days(year(2021) / 10 / 1)},
    {"Ed25519", 0, never_ends},
    {"Ed448", 0, never_ends},
    {"DSA", 2048, sys_days(year(2029) / 1 / 1)},
    {"DSA", 1024, sys_days(year(2015) / 12 / 1)},
};

}  // namespace

bool digest_is_fit(const std::string& digest, Time at) {
    for (const DigestRow& row : digests)
        if (row.name == digest) return at < row.until;
    return false;
}

bool key_is_fit(const std::string& family, int bits, Time at) {
    for (const KeyRow& row : keys)
        if (row.family == family && bits >= row.least_bits) return at < row.until;
    return false;
}

}  // namespace saoy::crypto
