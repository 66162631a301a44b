// SPDX-License-Identifier: Apache-2.0
// Options of everything that signs: the same words in saoy-sign, saoy-run and saoy-register.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "cli/frame/online_words.hpp"
#include "lib/crypto/key.hpp"
#include "lib/stages/sign.hpp"
#include "lib/stages/sign_elsewhere.hpp"

namespace saoy::cli {

class KeyOptions {
public:
    // Binds --ROLE-key, --ROLE-cert, --ROLE-pin-file, --ROLE-pin-fd, --ROLE-command.
    KeyOptions(CLI::App& app, const std::string& role);
    bool is_given() const { return !key_.empty() || !command_.empty(); }
    bool has_certificate() const { return !certificate_.empty(); }
    // Opens the key, asking for its passphrase or PIN where one is needed. Throws Error(usage) when no key was given.
    std::shared_ptr<const crypto::Signer> read() const;
    // Whose signature is put into and taken from the tray; there is a certificate and no key.
    std::shared_ptr<const crypto::Signer> read(const stages::SignatureTray& tray) const;

private:
    std::string role_, key_, certificate_, pin_file_, command_;
    std::optional<int> pin_fd_;
};

class SignOptions {
public:
    explicit SignOptions(CLI::App& app);
    // Throws Error missing (66) when the register is not there.
    stages::Sign::Options read(const std::string& register_file, Run& run, const std::string& as = {}) const;

    using Signers = std::map<std::string, std::shared_ptr<const crypto::Signer>>;
    // Of the roles whose keys were given; only those of `as` where it is not empty. Throws Error(usage) without any.
    Signers signers(const std::string& as = {}) const;
    std::shared_ptr<const stages::SignatureTray> tray() const;
    bool pkcs1() const noexcept { return pkcs1_; }
    const OnlineWords& online() const noexcept { return online_; }

private:
    KeyOptions official_, agency_;
    OnlineWords online_;
    std::string put_, take_;
    bool pkcs1_ = false;
};

}  // namespace saoy::cli
