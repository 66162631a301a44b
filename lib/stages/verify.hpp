// SPDX-License-Identifier: Apache-2.0
// Judges the signatures of one PDF: its bytes, its later revisions, its certificates, and the register.
//
// LIMIT: revocation is looked up only in the lists given to it; OCSP and the lists inside a file are not read yet,
// so no level above B-T is claimed.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/verdict.hpp"

namespace saoy::stages {

class Verify {
public:
    struct Options {
        Path children;            // folder of saoy-child-signatures
        std::vector<Path> trust;  // files or folders of anchors; none: nothing is ever TOTAL-PASSED
        std::vector<Path> crls;
        std::optional<Time> at;        // taken as proven: judge as of this time
        std::optional<Path> registry;  // the register's database
    };

    // Reads anchors and lists once. Throws Error.
    Verify(Options options, const Clock& clock);
    ~Verify();

    // Const and callable from many threads. Throws Error only when the file is not there or cannot be read from disk;
    // a PDF that cannot be understood is a verdict with integrity unreadable.
    Verdict operator()(const Path& file) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The object of saoy-verify --json.
Json to_json(const Verdict& verdict);

}  // namespace saoy::stages
