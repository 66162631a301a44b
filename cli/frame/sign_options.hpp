// SPDX-License-Identifier: Apache-2.0
// Options of everything that signs or sends: the same words in saoy-sign, saoy-submit and saoy-run.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "lib/crypto/key.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/sign.hpp"

namespace saoy::cli {

class KeyOptions {
public:
    // Binds --ROLE-key, --ROLE-cert, --ROLE-pin-file, --ROLE-pin-fd.
    KeyOptions(CLI::App& app, const std::string& role);
    bool is_given() const { return !key_.empty(); }
    // Reads the key, asking for its passphrase where one is needed. Throws Error(usage) when no key was given.
    std::shared_ptr<const crypto::Signer> read() const;

private:
    std::string role_, key_, certificate_, pin_file_;
    std::optional<int> pin_fd_;
};

class SignOptions {
public:
    explicit SignOptions(CLI::App& app);
    // Throws Error missing (66) when the register is not there.
    stages::Sign::Options read(const std::string& register_file, const Profile& profile, const Path& children) const;

private:
    KeyOptions official_, agency_;
    bool pkcs1_ = false;
};

}  // namespace saoy::cli
