// SPDX-License-Identifier: Apache-2.0
// Signatures that somebody else makes: a program that is called, or a folder that what is to be signed is put into and
// what was signed is taken from, in two runs of the command.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/crypto/key.hpp"

namespace saoy::stages {

class SignatureTray {
public:
    enum class Step { put, take };
    SignatureTray(Path folder, Step step);  // makes the folder

    // The time a signature is dated with: that of the first run, as both must sign the same bytes.
    Time time_for(const std::string& file_digest, const std::string& field, Time now) const;

    // put: writes DIGEST.tbs, the bytes to be signed, under their SHA-256 digest, and throws Error(temporary,
    // "waits-for-signature"). take: gives DIGEST.sig; throws the same when it is not there.
    std::string operator()(crypto::Scheme scheme, std::string_view to_be_signed) const;

private:
    Path folder_;
    Step step_;
};

// Runs PROGRAM SCHEME (rsa-pss, rsa-pkcs1 or ecdsa, all with SHA-256) with the bytes to be signed on its standard
// input; its standard output is the signature value. Throws Error(unavailable, "signing-command").
std::string sign_by_program(const Path& program, crypto::Scheme scheme, std::string_view to_be_signed);

}  // namespace saoy::stages
