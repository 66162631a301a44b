// SPDX-License-Identifier: Apache-2.0
// Signs PDF files that belong to no dossier.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/events.hpp"
#include "lib/stages/pades.hpp"
#include "lib/stages/sign_elsewhere.hpp"

namespace saoy::stages {

class SignFile {
public:
    struct Options {
        // Name of the field and who signs in it, in order. A field that is not there is made, invisible.
        std::vector<std::pair<std::string, std::shared_ptr<const crypto::Signer>>> signers;
        bool pkcs1 = false;
        SignatureLevel level = SignatureLevel::b_b;
        OnlineChild::Options online;
        std::string reason;              // /Reason, may be empty
        std::vector<std::string> lines;  // what a field with a rectangle shows; blanks {signer} {organisation} {time}
        std::string font;
        std::shared_ptr<const SignatureTray> tray;  // where signatures made elsewhere pass; may be none
    };
    explicit SignFile(Options options);

    // Writes `target`, whole or not at all; it may be `source`. Throws what Pades throws.
    void operator()(const Path& source, const Path& target, Time now, Events& events) const;

    // The signature alone, of a file of any kind, by the first signer.
    void beside(const Path& source, const Path& target, Time now, Events& events) const;

private:
    Time prepare(const Path& source, Time at, Events& events) const;
    Options options_;
    Pades pades_;
};

// "05-03-2026 14:30:25 +07:00", as signatures of state agencies show it.
std::string shown_time(Time time);

}  // namespace saoy::stages
