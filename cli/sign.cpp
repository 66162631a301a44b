// SPDX-License-Identifier: Apache-2.0
// saoy-sign: signs certified copies, the person first and the agency second, and issues them in the register.
#include "lib/stages/sign.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace {

using namespace saoy;

struct KeyOptions {
    std::string role, key, certificate, pin_file;
    std::optional<int> pin_fd;

    void bind(CLI::App& app, const char* for_role) {
        role = for_role;
        const std::string prefix = "--" + role;
        const auto help = [&](const char* text) { return text::fill(text, {role}); };
        app.add_option(prefix + "-key", key, help(text::tr("{0}: private key, PEM or PKCS#12").c_str()))->required();
        app.add_option(prefix + "-cert", certificate,
                       help(text::tr("{0}: certificate and chain, PEM, if not in the key's file").c_str()));
        app.add_option(prefix + "-pin-file", pin_file,
                       help(text::tr("{0}: file whose first line is the passphrase").c_str()));
        app.add_option(prefix + "-pin-fd", pin_fd,
                       help(text::tr("{0}: open file descriptor to read the passphrase from").c_str()));
    }

    std::shared_ptr<const crypto::Signer> read() const {
        const auto ask = [this] {
            return cli::read_secret(pin_fd, pin_file, text::fill(text::tr("passphrase of {0}: "), {key}));
        };
        return std::make_shared<const crypto::Signer>(crypto::Signer::read(key, certificate, ask));
    }
};

Json description(const stages::Folder& folder) {
    Json copies = Json::array();
    for (const Copy& copy : folder.dossier.copies) {
        Json signatures = Json::array();
        for (const Signature& signature : copy.signatures)
            signatures.push_back(
                {{"role", signature.role}, {"signer", signature.signer}, {"time", rfc3339(signature.at)}});
        copies.push_back({{"paper", copy.paper},
                          {"book", copy.book},
                          {"year", copy.year},
                          {"number", copy.number},
                          {"file", folder.file(copy.file).string()},
                          {"sha256", copy.file.sha256},
                          {"issued", copy.issued},
                          {"signatures", signatures}});
    }
    return {{"dossier", folder.path().string()}, {"copies", copies}};
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "sign",
        "Signs the certified copies of dossiers as PAdES, the person first and the agency second, and issues "
        "their numbers in the register.",
        {{"saoy-sign --official-key official.p12 --agency-key agency.p12 --register register.db work/*/",
          text::tr("sign with two PKCS#12 files; each passphrase is asked on the terminal")},
         {"saoy-certify-copy … | saoy-sign --official-key o.key --official-cert o.pem --agency-key a.p12 "
          "--agency-pin-file a.pin --register register.db",
          text::tr("sign what the stage before passes on")}});
    KeyOptions official, agency;
    official.bind(tool.app(), "official");
    agency.bind(tool.app(), "agency");
    std::string register_file;
    bool pkcs1 = false;
    tool.app().add_option("--register", register_file, text::tr("the certification register"))->required();
    tool.app().add_flag("--pkcs1", pkcs1, text::tr("RSA keys sign as PKCS#1 v1.5, for old verifiers"));
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; their paths are read from standard input when none is given").c_str());
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json(text::tr("print one JSON object a dossier").c_str());
    tool.takes_redo();
    return tool.run([&](cli::Run& run) {
        // A register made by mistyping its name would hold none of the numbers.
        if (!std::filesystem::exists(register_file))
            throw Error(Fault::missing, "no-register", text::fill(text::tr("{0}: no such register"), {register_file}),
                        text::tr("give the register that saoy-certify-copy used"));
        const stages::Sign stage({{{"official", official.read()}, {"agency", agency.read()}},
                                  std::filesystem::absolute(register_file),
                                  run.profile(),
                                  pkcs1});
        run.for_each_dossier(stage, description);
    });
}
