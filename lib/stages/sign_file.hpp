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
    struct Hand {
        std::string field;  // one that is not there is made, invisible
        std::shared_ptr<const crypto::Signer> signer;
        // What a field with a rectangle shows: lines with the blanks {signer} {organisation} {agency} {time}, and a PNG
        // or JPEG file, which may be empty.
        std::vector<std::string> lines{};
        std::string picture{};
    };
    struct Options {
        std::vector<Hand> hands;  // in the order of signing
        bool pkcs1 = false;
        SignatureLevel level = SignatureLevel::b_b;
        OnlineChild::Options online;
        std::string reason;                         // /Reason, may be empty
        std::string font;                           // of the lines
        std::string agency;                         // the office's name, for the lines
        std::shared_ptr<const SignatureTray> tray;  // where signatures made elsewhere pass; may be none
    };
    explicit SignFile(Options options);

    // Writes `target`, whole or not at all; it may be `source`. Throws what Pades throws.
    void operator()(const Path& source, const Path& target, Time now, Events& events) const;

    // The signature alone, of a file of any kind, by the first hand.
    void beside(const Path& source, const Path& target, Time now, Events& events) const;

private:
    Time prepare(const Path& source, Time at, Events& events) const;
    Options options_;
    Pades pades_;
};

// "05-03-2026 14:30:25 +07:00", as signatures of state agencies show it.
std::string shown_time(Time time);

}  // namespace saoy::stages
