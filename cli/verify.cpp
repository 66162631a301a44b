// SPDX-License-Identifier: Apache-2.0
// saoy-verify: judges signed copies.
#include "lib/stages/verify.hpp"
#include "cli/frame/audit_options.hpp"
#include "cli/frame/online_words.hpp"
#include "cli/frame/tool.hpp"
#include "cli/frame/verdict_words.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/audit.hpp"
#include "lib/stages/audit_journal.hpp"
#include "lib/stages/profile.hpp"
#include "lib/xml/signature_policy.hpp"

namespace {

using namespace saoy;

struct Words {
    std::vector<std::string> trust, crls, responses;
    std::string at, registry, policy, pictures;
    bool complete = false, online = false, fetch_issuers = false;
    cli::AskingWords asking;
};

void bind(CLI::App& app, Words& words) {
    // The next word after one of these is an operand.
    const auto repeatable = [&](const char* name, std::vector<std::string>& into, const std::string& what,
                                const char* type) {
        app.add_option(name, into, what)->allow_extra_args(false)->type_name(type);
    };
    repeatable(
        "--trust", words.trust,
        text::tr("trusted certificates and their revocation lists: a file or a folder, with a name for the bundle "
                 "(repeatable)"),
        "[NAME=]PATH");
    repeatable("--crl", words.crls,
               text::tr("revocation list, besides those in the file and with the anchors (repeatable)"), "FILE");
    repeatable("--ocsp", words.responses, text::tr("OCSP answer, besides those in the file (repeatable)"), "FILE");
    app.add_option("--at", words.at, text::tr("judge as of this time instead of now (2026-03-05T14:30:25+07:00)"))
        ->type_name("TIME");
    app.add_option("--policy", words.policy, text::tr("algorithms and dates to judge by, instead of the profile's"))
        ->type_name("FILE");
    app.add_flag(
        "--online", words.online,
        text::tr("ask responders and servers of revocation lists about certificates that the file leaves open"));
    app.add_flag(
        "--fetch-issuers", words.fetch_issuers,
        text::tr("with --online: fetch issuers that are missing, from addresses in certificates of strangers"));
    words.asking.bind(app);
    app.add_flag("--complete", words.complete,
                 text::tr("ask that every signature field is signed: a copy cut back to its first signature is not"));
    app.add_option("--register", words.registry,
                   text::tr("look the files up in this certification register: its file, or postgresql://…"))
        ->type_name("WHERE");
    app.add_option("--render", words.pictures,
                   text::tr("compare pages as signed with pages as they are, and write pictures of what differs there"))
        ->type_name("DIR");
}

// Null unless --online was given.
std::shared_ptr<const stages::OnlineChild> online_of(const Words& words, const stages::Verify::Options& verify,
                                                     const cli::Run& run) {
    if (!words.online && words.fetch_issuers)
        throw Error(Fault::usage, "not-online", text::tr("--fetch-issuers fetches nothing without --online"),
                    text::tr("give --online, too"));
    if (!words.online) return nullptr;
    if (verify.trust.empty())
        throw Error(Fault::usage, "no-anchor",
                    text::tr("no trusted certificates were given: what responders say could not be believed"),
                    text::tr("give the anchors with --trust PATH"));
    stages::OnlineChild::Options options;
    options.children = verify.children;
    options.profile = run.profile_folder();
    options.schemas = run.schemas();
    options.trust = verify.trust;
    options.lists = verify.crls;
    options.fetches_issuers = words.fetch_issuers;
    words.asking.read_into(options);
    return std::make_shared<stages::OnlineChild>(std::move(options));
}

// A mistyped name is told with what its option takes.
void require_there(const Path& path, Fault fault, const std::string& hint) {
    if (!std::filesystem::exists(path))
        throw Error(fault, "no-such-file", text::fill(text::tr("{0}: no such file"), {path.string()}), hint);
}

// What it throws says what to do about it.
template <class Work>
auto with_hint(Work work, const std::string& hint) {
    try {
        return work();
    } catch (const Error& error) {
        throw error.hint().empty() ? Error(error.fault(), error.code(), error.what(), hint) : error;
    }
}

SignaturePolicy policy_of(const Words& words, const cli::Run& run) {
    const Path file = words.policy.empty() ? run.profile_folder() / "signature-policy.xml" : Path(words.policy);
    const std::string hint = words.policy.empty()
                                 ? text::tr(
                                       "--profile takes a folder like pipelines/vn; leave it out for the one "
                                       "that came with saoy")
                                 : text::tr("--policy takes an XML file like the profile's signature-policy.xml");
    require_there(file, Fault::configuration, hint);
    return with_hint([&] { return xml::read_signature_policy(file, run.schemas()); }, hint);
}

stages::Verify::Options options_of(const Words& words, cli::Run& run) {
    stages::Verify::Options options;
    for (const std::string& word : words.trust) {
        options.trust.push_back(cli::bundle_of(word));
        require_there(options.trust.back().path, Fault::missing,
                      text::tr("--trust takes a file of certificates in PEM or DER, or a folder of them"));
    }
    options.crls.assign(words.crls.begin(), words.crls.end());
    for (const Path& path : options.crls)
        require_there(path, Fault::missing, text::tr("--crl takes a revocation list in PEM or DER"));
    options.responses.assign(words.responses.begin(), words.responses.end());
    for (const Path& path : options.responses)
        require_there(path, Fault::missing, text::tr("--ocsp takes an OCSP response in DER"));
    options.policy = policy_of(words, run);
    options.complete = words.complete;
    if (!words.at.empty()) options.at = parse_rfc3339(words.at);
    if (!words.registry.empty()) {
        options.registry = Path(words.registry);
        options.modes = stages::load_profile(run.profile_folder(), run.schemas()).modes;
    }
    if (!words.pictures.empty()) {
        with_hint([&] { make_folder(words.pictures); }, text::tr("--render takes a folder that you may write to"));
        options.pictures = Path(words.pictures);
    }
    options.children = run.children();
    options.online = online_of(words, options, run);
    return options;
}

// Verdicts under other anchors, lists, rules or times are no verdicts for this run.
std::string parameters_of(const Words& words, const stages::Verify::Options& options) {
    std::string all = SAOY_VERSION + words.at + "\n" + words.registry + "\n" + words.pictures +
                      (words.complete ? "\ncomplete" : "") + (words.online ? "\nonline" : "") +
                      (words.fetch_issuers ? "\nissuers\n" : "\n");
    const auto take = [&](const Path& path) {
        if (std::filesystem::is_directory(path)) return;
        all += path.string() + " " + crypto::sha256(read_file(path)) + "\n";
    };
    for (const stages::Bundle& bundle : options.trust) {
        all += bundle.name + "=";
        if (std::filesystem::is_directory(bundle.path))
            for (const auto& entry : std::filesystem::directory_iterator(bundle.path)) take(entry.path());
        else
            take(bundle.path);
    }
    for (const auto* list : {&options.crls, &options.responses})
        for (const Path& path : *list) take(path);
    if (!words.policy.empty()) take(words.policy);
    return crypto::sha256(all);
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "verify",
        "Judge the signatures of PDF files: valid or not, signer, time, integrity, trust, register.",
        {{"saoy-verify --trust /etc/saoy/trust copy.pdf", text::tr("judge one signed copy against your anchors")},
         {"saoy-verify --trust state=root.pem --sample 200 --seed 7 --html audit.html copies/",
          text::tr("judge 200 copies of a folder, drawn so that anybody can draw them again")}});
    tool.takes_items("FILE",
                     text::tr("PDF files, folders of them, quoted patterns, or - for names on standard input").c_str());
    tool.takes_jobs();
    tool.takes_json(text::tr("one JSON object a line for each file").c_str());
    tool.takes_profile();
    Words words;
    bind(tool.app(), words);
    cli::AuditOptions audit(tool.app());
    return tool.run([&](cli::Run& run) {
        if (tool.app().get_option("FILE")->empty())
            throw Error(Fault::usage, "no-file", text::tr("no file given"), text::tr("name PDF files or a folder"));
        stages::Verify::Options options = options_of(words, run);
        const std::string scope = audit.choose(run);
        std::optional<stages::AuditJournal> journal;
        if (!audit.resume.empty()) journal.emplace(audit.resume, parameters_of(words, options));
        const stages::Verify verify(std::move(options), run.clock());
        stages::Audit all;
        run.map_items([&](pipelines::Item& item) {
            require_there(item.name, Fault::missing,
                          text::tr("name PDF files, folders of them, or a pattern in quotes"));
            std::optional<Verdict> verdict;
            if (journal) verdict = journal->find(item.name, crypto::sha256(read_file(item.name)));
            if (verdict && words.online && verdict->sub_indication == "TRY_LATER") verdict.reset();  // it is later now
            if (!verdict) {
                verdict = verify(item.name);
                if (journal) journal->add(*verdict);
            }
            item.result = run.json() ? stages::to_json(*verdict).dump(-1, ' ', false, Json::error_handler_t::replace)
                                     : cli::in_words(*verdict);
            all.add(*verdict);
            if (verdict->integrity == Integrity::unreadable)
                throw Error(
                    Fault::input, "unreadable", item.name + ": " + text::join(verdict->reasons, "; "),
                    text::tr("what cannot be read cannot be confirmed: ask for the file anew, without encryption"));
            if (stages::bottom_line(*verdict) != Indication::total_passed) run.answer_no();
        });
        audit.write(all, scope, run);
    });
}
