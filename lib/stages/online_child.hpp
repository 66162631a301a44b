// SPDX-License-Identifier: Apache-2.0
// Asks the limited child that asks the network (online.hpp): a process that holds a key parses no answer.
#pragma once

#include "lib/base/files.hpp"
#include "lib/stages/online.hpp"

namespace saoy::stages {

// Const and safe from many threads: each call is a child of its own.
class OnlineChild {
public:
    struct Options {
        Path children;  // folder of saoy-child-online
        Path profile, schemas;
        std::vector<SigningRules::Authority> authorities;  // instead of the profile's, when there are any
        std::vector<Bundle> trust;
        std::vector<Path> lists;
        std::string proxy;
        Path cache;
        bool fetches_issuers = false;
    };
    explicit OnlineChild(Options options) : options_(std::move(options)) {}

    // False without anchors: then no path can be judged, and nothing that comes from outside believed.
    bool has_trust() const noexcept { return !options_.trust.empty(); }

    // As the members of Online; files are named instead of given. They throw what those throw, and Error(input) for a
    // file that overwhelmed its reader.
    std::string token(const std::string& digest, Time now) const;
    std::string require_good(const std::vector<std::string>& certificates, Time now) const;
    crypto::Evidence evidence(const Path& file, Time now) const;
    FileLevel level(const Path& file, Time now) const;
    News news(const Path& file, Time now) const;

private:
    Json ask(Json question, const Path& file, Time now) const;
    Options options_;
};

// The child's side: the answer to one question as the members above put it. Throws what Online throws.
Json answer_online(const Json& question);

}  // namespace saoy::stages
