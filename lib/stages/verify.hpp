// SPDX-License-Identifier: Apache-2.0
// Judges the signatures of one PDF: its bytes, its later revisions, its certificates, and the register.
//
// Time: a signature is judged as of the earliest time that a trusted timestamp proves for it, else as of now or --at.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/profile.hpp"
#include "lib/model/signature_policy.hpp"
#include "lib/model/verdict.hpp"

namespace saoy::stages {

class OnlineChild;

// Anchors under a name: "state" for the agencies' own authority, "public" for the others. The name may be empty.
struct Bundle {
    std::string name;
    Path path;  // a file or a folder
};

class Verify {
public:
    struct Options {
        Path children;              // folder of saoy-child-signatures
        std::vector<Bundle> trust;  // none: nothing is ever TOTAL-PASSED
        std::vector<Path> crls, responses;
        SignaturePolicy policy;
        bool complete = false;         // every signature field has to be signed
        std::optional<Time> at;        // judge as of this time instead of now; no proof that a file existed then
        std::optional<Path> registry;  // the register's database: a file or a PostgreSQL URI
        std::vector<CopyMode> modes;   // whose statements are looked for where there is a register
        // Compare every page as signed with the page as it is now, and leave pictures of what differs in this folder.
        std::optional<Path> pictures;
        std::shared_ptr<const OnlineChild> online;  // null: nothing is fetched from a network
    };

    // Reads anchors and lists once. Throws Error.
    Verify(Options options, const Clock& clock);
    ~Verify();

    // Const and callable from many threads. Throws Error only when the file is not there or cannot be read from disk;
    // a PDF that cannot be understood is a verdict with integrity unreadable.
    Verdict operator()(const Path& file) const;

private:
    Verdict judge(const Path& file, std::string& last_page) const;

    struct State;
    std::unique_ptr<State> state_;
};

// The object of saoy-verify --json, and back. Throws Error(input, "verdict") for anything else.
Json to_json(const Verdict& verdict);
Verdict verdict_from_json(const Json& json);

}  // namespace saoy::stages
