// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/sign_options.hpp"

#include <cstdlib>

#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/store/register.hpp"
#include "lib/xml/signing_rules.hpp"

namespace saoy::cli {

KeyOptions::KeyOptions(CLI::App& app, const std::string& role) : role_(role) {
    const std::string prefix = "--" + role;
    app.add_option(prefix + "-key", key_,
                   text::fill(text::tr("{0}: private key: a PEM or PKCS#12 file, or pkcs11:token=…;object=…"), {role}))
        ->type_name("KEY");
    app.add_option(prefix + "-cert", certificate_,
                   text::fill(text::tr("{0}: certificate and chain, PEM, if not with the key"), {role}))
        ->type_name("FILE");
    app.add_option(prefix + "-pin-file", pin_file_,
                   text::fill(text::tr("{0}: file whose first line is the passphrase or PIN"), {role}))
        ->type_name("FILE");
    app.add_option(prefix + "-pin-fd", pin_fd_,
                   text::fill(text::tr("{0}: open file descriptor to read the passphrase or PIN from"), {role}))
        ->type_name("N");
    app.add_option(prefix + "-command", command_,
                   text::fill(text::tr("{0}: program that makes the signature value instead of a key"), {role}))
        ->type_name("PROGRAM");
}

std::shared_ptr<const crypto::Signer> KeyOptions::read() const {
    if (!is_given())
        throw Error(Fault::usage, "no-key", text::fill(text::tr("there is no key to sign with as {0}"), {role_}),
                    text::fill(text::tr("give --{0}-key FILE"), {role_}));
    if (!command_.empty()) {
        const Path program = std::filesystem::absolute(command_);
        return std::make_shared<const crypto::Signer>(
            crypto::Signer::elsewhere(certificate_, [program](crypto::Scheme scheme, std::string_view bytes) {
                return stages::sign_by_program(program, scheme, bytes);
            }));
    }
    const bool on_token = crypto::is_token_address(key_);
    const auto ask = [this, on_token] {
        std::string pin_file = pin_file_;
        if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
            pin_file.empty() && !pin_fd_ && folder != nullptr) {  // systemd.exec(5), LoadCredential=
            const Path credential = Path(folder) / (role_ + "-pin");
            if (std::filesystem::exists(credential)) pin_file = credential.string();
        }
        const std::string what = on_token ? text::tr("PIN of {0}") : text::tr("passphrase of {0}");
        return read_secret(pin_fd_, pin_file, text::fill(what, {key_}));
    };
    if (on_token)
        return std::make_shared<const crypto::Signer>(
            crypto::Signer::on_token(crypto::token_address(key_, {}), certificate_, ask));
    return std::make_shared<const crypto::Signer>(crypto::Signer::read(key_, certificate_, ask));
}

std::shared_ptr<const crypto::Signer> KeyOptions::read(const stages::SignatureTray& tray) const {
    return std::make_shared<const crypto::Signer>(crypto::Signer::elsewhere(certificate_, tray));
}

SignOptions::SignOptions(CLI::App& app) : official_(app, "official"), agency_(app, "agency"), online_(app) {
    app.add_flag("--pkcs1", pkcs1_, text::tr("RSA keys sign as PKCS#1 v1.5, for old verifiers"));
    auto* put = app.add_option("--digest-out", put_,
                               text::tr("folder that the bytes to be signed are put into; who has only a certificate "
                                        "here signs them elsewhere"))
                    ->type_name("DIR");
    app.add_option("--signature-in", take_, text::tr("the same folder, with the signature values that came back"))
        ->type_name("DIR")
        ->excludes(put);
}

std::shared_ptr<const stages::SignatureTray> SignOptions::tray() const {
    using Step = stages::SignatureTray::Step;
    if (!put_.empty()) return std::make_shared<const stages::SignatureTray>(put_, Step::put);
    if (!take_.empty()) return std::make_shared<const stages::SignatureTray>(take_, Step::take);
    return nullptr;
}

SignOptions::Signers SignOptions::signers(const std::string& as) const {
    Signers signers;
    const auto tray_here = tray();
    for (const auto& [role, key] : {std::pair{"official", &official_}, std::pair{"agency", &agency_}}) {
        if (!as.empty() && as != role) continue;
        if (key->is_given())
            signers[role] = key->read();
        else if (tray_here && key->has_certificate())
            signers[role] = key->read(*tray_here);
        else if (as == role)
            key->read();  // says what is missing
    }
    if (signers.empty()) official_.read();
    return signers;
}

stages::Sign::Options SignOptions::read(const std::string& register_file, Run& run, const std::string& as) const {
    stages::Sign::Options options;
    options.signers = signers(as);
    options.register_file = store::absolute_location(register_file);
    options.profile = run.profile();
    options.pkcs1 = pkcs1_;
    options.online = online_.read(run);
    options.level = online_.level().value_or(SignatureLevel::b_b);
    options.tray = tray();
    options.pictures = xml::read_signing_rules(run.profile_folder() / "signing.xml", run.schemas()).pictures;
    return options;
}

}  // namespace saoy::cli
