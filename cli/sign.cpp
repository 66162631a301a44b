// SPDX-License-Identifier: Apache-2.0
// saoy-sign: signs certified copies, the person first and the agency second, and issues them in the register.
#include "lib/stages/sign.hpp"
#include "cli/frame/sign_options.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"

namespace {

using namespace saoy;

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
    const cli::SignOptions keys(tool.app());
    std::string register_file;
    tool.app()
        .add_option("--register", register_file, text::tr("the certification register"))
        ->required()
        ->type_name("FILE");
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; their paths are read from standard input when none is given").c_str());
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json(text::tr("print one JSON object a dossier").c_str());
    tool.takes_redo();
    return tool.run([&](cli::Run& run) {
        const stages::Sign stage(keys.read(register_file, run.profile(), run.children()));
        run.for_each_dossier(stage, description);
    });
}
