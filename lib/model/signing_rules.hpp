// SPDX-License-Identifier: Apache-2.0
// Where signatures get their time and the news of their certificates from: data of a profile.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saoy {

// PAdES baseline levels (ETSI EN 319 142-1): signed; with a trusted time; with all that checking takes; and that again
// under a time stamp of its own.
enum class SignatureLevel { b_b, b_t, b_lt, b_lta };

std::string to_string(SignatureLevel level);                    // "B-LTA"
std::optional<SignatureLevel> level_of(std::string_view word);  // "b-lta", in either case

struct SigningRules {
    struct Authority {
        std::string url;
        std::string policy;  // OID that is asked for; may be empty
    };
    std::vector<Authority> authorities;                // of time stamps, in the order they are asked
    std::chrono::seconds answer_time{15};              // for one question to one server
    std::size_t answer_bytes = std::size_t(16) << 20;  // of an answer, such as a revocation list
    // Whether a certificate signs while nobody can be asked if it was revoked.
    bool signs_unasked = false;
    // Beside the lines of a visible signature, by role: a PNG or JPEG file of the profile's folder, such as a
    // handwritten signature or the agency's seal.
    std::map<std::string, std::string> pictures;
    int renewal_days = 90;  // before the last time stamp's certificate ends, the next one is due
};

}  // namespace saoy
