// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/sign_options.hpp"

#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/store/register.hpp"

namespace saoy::cli {

KeyOptions::KeyOptions(CLI::App& app, const std::string& role) : role_(role) {
    const std::string prefix = "--" + role;
    app.add_option(prefix + "-key", key_, text::fill(text::tr("{0}: private key, PEM or PKCS#12"), {role}))
        ->type_name("FILE");
    app.add_option(prefix + "-cert", certificate_,
                   text::fill(text::tr("{0}: certificate and chain, PEM, if not in the key's file"), {role}))
        ->type_name("FILE");
    app.add_option(prefix + "-pin-file", pin_file_,
                   text::fill(text::tr("{0}: file whose first line is the passphrase"), {role}))
        ->type_name("FILE");
    app.add_option(prefix + "-pin-fd", pin_fd_,
                   text::fill(text::tr("{0}: open file descriptor to read the passphrase from"), {role}))
        ->type_name("N");
}

std::shared_ptr<const crypto::Signer> KeyOptions::read() const {
    if (key_.empty())
        throw Error(Fault::usage, "no-key", text::fill(text::tr("there is no key to sign with as {0}"), {role_}),
                    text::fill(text::tr("give --{0}-key FILE"), {role_}));
    const auto ask = [this] {
        return read_secret(pin_fd_, pin_file_, text::fill(text::tr("passphrase of {0}"), {key_}));
    };
    return std::make_shared<const crypto::Signer>(crypto::Signer::read(key_, certificate_, ask));
}

SignOptions::SignOptions(CLI::App& app) : official_(app, "official"), agency_(app, "agency") {
    app.add_flag("--pkcs1", pkcs1_, text::tr("RSA keys sign as PKCS#1 v1.5, for old verifiers"));
}

stages::Sign::Options SignOptions::read(const std::string& register_file, const Profile& profile,
                                        const Path& children) const {
    // Which are needed, the copy's mode says.
    std::map<std::string, std::shared_ptr<const crypto::Signer>> signers;
    if (official_.is_given()) signers["official"] = official_.read();
    if (agency_.is_given()) signers["agency"] = agency_.read();
    if (signers.empty()) official_.read();  // says what is missing
    return {std::move(signers), store::absolute_location(register_file), profile, pkcs1_, children};
}

}  // namespace saoy::cli
