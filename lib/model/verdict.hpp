// SPDX-License-Identifier: Apache-2.0
// What a verifier says about one file. Separate facts first, one bottom line after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy {

enum class Integrity {
    intact,
    modified,  // a later revision changed what it must not
    broken,    // digest, signature value, ByteRange or structure
    no_signature,
    unreadable,
};

enum class Trust { trusted, untrusted, unknown };

// EN 319 102-1 clause 5.1.3.
enum class Indication { total_passed, total_failed, indeterminate };

struct SignatureVerdict {
    std::string field;
    std::string signer;  // common name; empty if no certificate was found
    std::string organisation;
    std::optional<Time> time;  // claimed (/M); proven only when `time_proven`
    bool time_proven = false;
    std::string level;        // "B-B", …, as really reached; empty when not PAdES
    std::string level_lacks;  // a sentence: why not the next level
    std::string sub_filter;
    std::string algorithm;  // "RSASSA-PSS SHA-256"
    bool covers_whole_revision = false;
    Integrity integrity = Integrity::broken;
    Trust trust = Trust::unknown;
    std::string bundle;  // where the anchor came from, as the operator named it: "state", "public"
    Indication indication = Indication::indeterminate;
    std::string sub_indication;
    std::vector<std::string> reasons;  // sentences
};

// The register's entry of a copy with this digest; for "other-copy" the one that its statement names.
struct RegisterEntry {
    std::string book;
    int year = 0, number = 0;
    Time at{};  // certification time
    std::string official;
};

struct Verdict {
    std::string file;
    std::string sha256;
    Integrity integrity = Integrity::unreadable;
    Trust trust = Trust::unknown;
    // "match", "no-entry", "other-copy": the statement names an entry whose copy is another file, "signer-differs",
    // "statement-differs": it names another entry or day, "entry-altered": the register's chain contradicts the entry,
    // "void", "not-checked".
    std::string register_match = "not-checked";
    std::optional<RegisterEntry> entry;
    Indication indication = Indication::indeterminate;
    std::string sub_indication;
    std::vector<SignatureVerdict> signatures;
    std::vector<std::string> reasons;
};

std::string to_string(Integrity integrity);  // "no-signature"
std::string to_string(Trust trust);
std::string to_string(Indication indication);  // "TOTAL-PASSED"

}  // namespace saoy
