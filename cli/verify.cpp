// SPDX-License-Identifier: Apache-2.0
// saoy-verify: judges signed copies.
#include <algorithm>

#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/verify.hpp"
#include "lib/xml/signature_policy.hpp"

namespace {

using namespace saoy;

// A folder stands for every *.pdf below it.
std::vector<std::string> files_of(const std::string& operand) {
    if (!std::filesystem::is_directory(operand)) return {operand};
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(operand)) {
        std::string ending = entry.path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
        if (entry.is_regular_file() && ending == ".pdf") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string answer(Indication indication) {
    switch (indication) {
        case Indication::total_passed: return text::tr("valid");
        case Indication::total_failed: return text::tr("not valid");
        case Indication::indeterminate: return text::tr("cannot be confirmed");
    }
    return text::tr("cannot be confirmed");
}

std::string answer(Integrity integrity) {
    switch (integrity) {
        case Integrity::intact: return text::tr("intact: nothing was changed after signing that may not be");
        case Integrity::modified: return text::tr("changed after signing");
        case Integrity::broken: return text::tr("broken: the signed bytes and the signature do not match");
        case Integrity::no_signature: return text::tr("no signature");
        case Integrity::unreadable: return text::tr("the file cannot be read");
    }
    return text::tr("the file cannot be read");
}

std::string in_words(const Verdict& verdict) {
    std::string out = verdict.file + ": " + answer(verdict.indication) + " (" + to_string(verdict.indication);
    if (!verdict.sub_indication.empty()) out += ", " + verdict.sub_indication;
    out += ")\n  " + text::tr("integrity:") + " " + answer(verdict.integrity);
    if (verdict.register_match != "not-checked") out += "\n  " + text::tr("register:") + " " + verdict.register_match;
    for (const std::string& reason : verdict.reasons) out += "\n  - " + reason;
    for (const SignatureVerdict& each : verdict.signatures) {
        out += "\n  " + text::fill(text::tr("signature {0}: {1}"), {each.field, answer(each.indication)});
        out += "\n    " + text::tr("signer:") + " " + (each.signer.empty() ? text::tr("unknown") : each.signer);
        if (!each.organisation.empty()) out += ", " + each.organisation;
        if (each.time)
            out += "\n    " + text::tr("time:") + " " + rfc3339(*each.time) + " (" +
                   (each.time_proven ? text::tr("proven by a timestamp") : text::tr("claimed by the signer")) + ")";
        out += "\n    " + text::tr("integrity:") + " " + answer(each.integrity);
        if (!each.bundle.empty()) out += "\n    " + text::tr("trusted by:") + " " + each.bundle;
        if (!each.level.empty()) out += "\n    " + text::tr("level:") + " " + each.level;
        if (!each.level_lacks.empty()) out += "; " + text::fill(text::tr("not {0}"), {each.level_lacks});
        for (const std::string& reason : each.reasons) out += "\n    - " + reason;
    }
    return text::mask_numbers(out);
}

// NAME=PATH, or a path alone: a bundle without a name.
stages::Bundle bundle_of(const std::string& word) {
    const auto equals = word.find('=');
    const bool named = equals != std::string::npos && equals > 0 && !std::filesystem::exists(word) &&
                       word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == equals;
    return named ? stages::Bundle{word.substr(0, equals), word.substr(equals + 1)} : stages::Bundle{{}, word};
}

// A copy that the register does not know, or knows as void, is not a certified copy, however well it is signed.
bool is_yes(const Verdict& verdict) {
    return verdict.indication == Indication::total_passed &&
           (verdict.register_match == "match" || verdict.register_match == "not-checked");
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "verify",
        "Judge the signatures of PDF files: valid or not, signer, time, integrity, trust, register.",
        {{"saoy-verify --trust /etc/saoy/trust copy.pdf", text::tr("judge one signed copy against your anchors")},
         {"saoy-verify --json --trust root.pem --crl ca.crl copies/",
          text::tr("judge a folder, one JSON line a file")}});
    tool.takes_items("FILE", text::tr("PDF files, or folders of them").c_str());
    tool.takes_jobs();
    tool.takes_json(text::tr("one JSON object a line for each file").c_str());
    tool.takes_profile();
    std::vector<std::string> trust, crls, responses;
    std::string at, registry, policy;
    tool.app()
        .add_option("--trust", trust,
                    text::tr("trusted certificates and their revocation lists: a file or a folder, with a name for the "
                             "bundle (repeatable)"))
        ->allow_extra_args(false)  // the next word is an operand
        ->type_name("[NAME=]PATH");
    tool.app()
        .add_option("--crl", crls,
                    text::tr("revocation list, besides those in the file and with the anchors (repeatable)"))
        ->allow_extra_args(false)
        ->type_name("FILE");
    tool.app()
        .add_option("--ocsp", responses, text::tr("OCSP answer, besides those in the file (repeatable)"))
        ->allow_extra_args(false)
        ->type_name("FILE");
    tool.app()
        .add_option("--at", at, text::tr("judge as of this time instead of now (2026-03-05T14:30:25+07:00)"))
        ->type_name("TIME");
    tool.app()
        .add_option("--policy", policy, text::tr("algorithms and dates to judge by, instead of the profile's"))
        ->type_name("FILE");
    tool.app()
        .add_option("--register", registry, text::tr("look the files up in this certification register"))
        ->type_name("FILE");
    return tool.run([&](cli::Run& run) {
        if (tool.app().get_option("FILE")->empty())
            throw Error(Fault::usage, "no-file", text::tr("no file given"), text::tr("name PDF files or a folder"));
        stages::Verify::Options options;
        for (const std::string& word : trust) options.trust.push_back(bundle_of(word));
        options.crls.assign(crls.begin(), crls.end());
        options.responses.assign(responses.begin(), responses.end());
        options.policy = xml::read_signature_policy(
            policy.empty() ? run.profile_folder() / "signature-policy.xml" : Path(policy), run.schemas());
        if (!at.empty()) options.at = parse_rfc3339(at);
        if (!registry.empty()) options.registry = Path(registry);
        options.children = run.children();
        const stages::Verify verify(std::move(options), run.clock());
        run.expand_items(files_of);
        run.map_items([&](pipelines::Item& item) {
            const Verdict verdict = verify(item.name);
            item.result = run.json() ? stages::to_json(verdict).dump(-1, ' ', false, Json::error_handler_t::replace)
                                     : in_words(verdict);
            if (verdict.integrity == Integrity::unreadable)
                throw Error(Fault::input, "unreadable", item.name + ": " + text::join(verdict.reasons, "; "));
            if (!is_yes(verdict)) run.answer_no();
        });
    });
}
