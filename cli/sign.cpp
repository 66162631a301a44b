// SPDX-License-Identifier: Apache-2.0
// saoy-sign: signs certified copies and other PDF files, and keeps signed ones checkable.
#include "lib/stages/sign.hpp"
#include "cli/frame/choices.hpp"
#include "cli/frame/sign_options.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/preserve.hpp"
#include "lib/stages/sign_file.hpp"
#include "lib/xml/signing_rules.hpp"

namespace {

using namespace saoy;

struct Words {
    std::string register_file, as, approved, out, field, reason;
    bool show = false, in_place = false, detached = false, upgrade = false, renew = false, due = false;

    bool preserves() const { return upgrade || renew || due; }
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
                          {"waits_for", copy.waits_for},
                          {"signatures", signatures}});
    }
    return {{"dossier", folder.path().string()}, {"copies", copies}};
}

void bind(CLI::App& app, Words& words) {
    app.add_option("--register", words.register_file, text::tr("the certification register"))->type_name("FILE");
    app.add_option("--as", words.as,
                   text::tr("sign what waits for this role only, official or agency, and only what --show has shown"))
        ->transform(cli::one_of({"official", "agency"}))
        ->type_name("ROLE");
    app.add_flag("--show", words.show,
                 text::tr("list the copies that wait for a signature with their SHA-256 digests, and sign nothing"));
    app.add_option("--approved", words.approved,
                   text::tr("sign only files whose digest is in this list, as --show and sha256sum write it"))
        ->type_name("FILE");
    auto* out = app.add_option("--out", words.out, text::tr("sign PDF files of any origin, into this folder"));
    out->type_name("DIR");
    app.add_flag("--in-place", words.in_place, text::tr("sign PDF files of any origin where they are"))->excludes(out);
    app.add_flag(
        "--detached", words.detached,
        text::tr("write signatures of files of any kind beside them or into --out: FILE.p7s (CAdES, up to level b-t)"));
    app.add_option("--field", words.field, text::tr("signature field to sign in; made when it is not there"))
        ->type_name("NAME");
    app.add_option("--reason", words.reason, text::tr("reason that a signature of a PDF file states"))
        ->type_name("TEXT");
    auto* upgrade = app.add_flag("--upgrade", words.upgrade,
                                 text::tr("raise signed files and dossiers to --level (default b-lt); no key is used"));
    auto* renew = app.add_flag("--renew", words.renew, text::tr("add the next document time stamp; no key is used"));
    app.add_flag("--due", words.due, text::tr("list the files that need --upgrade or --renew, and why"))
        ->excludes(upgrade)
        ->excludes(renew);
    upgrade->excludes(renew);
}

// Lines of a digest and a name, as sha256sum writes them.
std::set<std::string> digests_in(const Path& file) {
    std::set<std::string> digests;
    for (const std::string& line : text::split(read_file(file), '\n'))
        if (line.size() >= 64 && line.find_first_not_of("0123456789abcdef") >= 64) digests.insert(line.substr(0, 64));
    return digests;
}

stages::Preserve preserve_of(const Words& words, const cli::SignOptions& keys, cli::Run& run) {
    stages::Preserve::Options options;
    options.what = words.renew ? stages::Preserve::What::renew : stages::Preserve::What::raise;
    options.level = keys.online().level().value_or(words.due ? SignatureLevel::b_lta : SignatureLevel::b_lt);
    options.renewal_days = xml::read_signing_rules(run.profile_folder() / "signing.xml", run.schemas()).renewal_days;
    options.online = keys.online().read(run);
    return stages::Preserve(std::move(options));
}

void preserve(const Words& words, const cli::SignOptions& keys, cli::Run& run) {
    keys.online().require_trust();
    const stages::Preserve stage = preserve_of(words, keys, run);
    run.expand_items(words.due ? stages::pdf_files : stages::files_and_dossiers);
    run.map_items([&](pipelines::Item& item) {
        if (words.due) {
            const std::string need = stage.need_of(item.name, run.clock().now());
            if (need.empty()) return;
            item.result = run.json() ? Json({{"file", item.name}, {"need", need}}).dump() : item.name + "\t" + need;
            run.answer_no();
            return;
        }
        bool changed = false;
        if (stages::is_dossier(item.name)) {
            stages::Folder folder = run.shelf().open(item.name);
            changed = stage.dossier(folder);
        } else {
            changed = stage.file(item.name, run.clock().now());
        }
        item.result = run.json() ? Json({{"file", item.name}, {"changed", changed}}).dump() : item.name;
    });
}

// What the role's signature shows where it stands under a statement.
std::vector<std::string> lines_of(const Profile& profile, const std::string& role) {
    for (const CopyMode& mode : profile.modes)
        if (const auto lines = mode.signature_lines.find(role);
            mode.place == CopyMode::Place::block && lines != mode.signature_lines.end())
            return lines->second;
    return {};
}

void sign_files(const Words& words, const cli::SignOptions& keys, cli::Run& run) {
    stages::SignFile::Options options;
    const auto signers = keys.signers(words.as);
    const auto pictures = xml::read_signing_rules(run.profile_folder() / "signing.xml", run.schemas()).pictures;
    for (const std::string role : {"official", "agency"}) {
        const auto found = signers.find(role);
        if (found == signers.end()) continue;
        const auto picture = pictures.find(role);
        options.hands.push_back({signers.size() == 1 && !words.field.empty() ? words.field : role, found->second,
                                 lines_of(run.profile(), role), picture == pictures.end() ? "" : picture->second});
    }
    options.pkcs1 = keys.pkcs1();
    options.level = keys.online().level().value_or(SignatureLevel::b_b);
    options.online = keys.online().read(run);
    options.reason = words.reason;
    options.agency = run.profile().office.agency_name;
    options.font = run.profile().fonts.statement_regular;
    options.tray = keys.tray();
    const std::optional<std::set<std::string>> approved =
        words.approved.empty() ? std::nullopt : std::optional(digests_in(words.approved));
    if (words.detached && options.level > SignatureLevel::b_t)
        throw Error(Fault::usage, "detached-level",
                    text::fill(text::tr("a signature beside a file reaches level b-t, not {0}"),
                               {text::lower(to_string(options.level))}),
                    text::tr("give --level b-t; PDF files signed with --out or --in-place reach b-lta"));
    const stages::SignFile stage(std::move(options));
    if (!words.out.empty()) make_folder(words.out);
    if (!words.detached) run.expand_items(stages::pdf_files);
    run.map_items([&](pipelines::Item& item) {
        if (approved && approved->count(crypto::sha256_file(item.name)) == 0)
            throw Error(Fault::refused, "not-approved",
                        text::fill(text::tr("{0}: is not among the approved files, or was changed since"), {item.name}),
                        text::tr("look at it again, and approve what sha256sum says of it"));
        Path target = words.out.empty() ? Path(item.name) : Path(words.out) / Path(item.name).filename();
        if (words.detached) target += ".p7s";
        if (words.detached)
            stage.beside(item.name, target, run.clock().now(), run.events());
        else
            stage(item.name, target, run.clock().now(), run.events());
        item.result = run.json() ? Json({{"file", item.name}, {"signed", target.string()}}).dump() : target.string();
    });
}

void show(const Words& words, cli::Run& run) {
    run.for_each_item([&](const std::string& item) {
        stages::Folder folder = run.shelf().open(item);
        for (const stages::Shown& shown : stages::show_waiting(folder, words.as))
            run.print(
                run.json()
                    ? Json({{"file", shown.file.string()}, {"sha256", shown.digest}, {"waits_for", shown.waits_for}})
                          .dump()
                    : shown.digest + "  " + shown.file.string());
    });
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "sign",
        "Signs certified copies of dossiers and other PDF files as PAdES, and keeps signed files checkable.",
        {{"saoy-sign --official-key official.p12 --agency-key agency.p12 --register register.db work/*/",
          text::tr("sign with two PKCS#12 files; each passphrase is asked on the terminal")},
         {"saoy-sign --as official --official-key 'pkcs11:token=Ánh?module-path=/usr/lib/token.so' --level b-t --trust "
          "state.pem --register register.db work/*/",
          text::tr("the official's desk: sign with a token what saoy-sign --show has shown, with a trusted time")},
         {"saoy-sign --upgrade --level b-lta --trust state.pem signed/",
          text::tr("from cron: add time stamps and what it takes to check the signatures for good")}});
    Words words;
    const cli::SignOptions keys(tool.app());
    bind(tool.app(), words);
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders, or PDF files; read from standard input when none is given").c_str());
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json(text::tr("print one JSON object a dossier").c_str());
    tool.takes_redo();
    return tool.run([&](cli::Run& run) {
        if (words.preserves()) return preserve(words, keys, run);
        if (words.show) return show(words, run);
        if (!words.out.empty() || words.in_place || words.detached) return sign_files(words, keys, run);
        if (words.register_file.empty())
            throw Error(Fault::usage, "no-register", text::tr("signing copies of dossiers needs --register FILE"),
                        text::tr("give the register, or --out DIR to sign PDF files of no dossier"));
        stages::Sign::Options options = keys.read(words.register_file, run, words.as);
        options.as = words.as;
        if (!words.approved.empty()) options.approved = digests_in(words.approved);
        const stages::Sign stage(std::move(options));
        run.for_each_dossier(stage, description);
    });
}
