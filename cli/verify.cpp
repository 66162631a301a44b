// SPDX-License-Identifier: Apache-2.0
// saoy-verify: judges signed copies.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/verify.hpp"

namespace {

using namespace saoy;

// An operand is a file, or a folder that stands for every *.pdf below it.
std::vector<Path> files_of(const Path& operand) {
    if (!std::filesystem::is_directory(operand)) return {operand};
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(operand)) {
        std::string ending = entry.path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
        if (entry.is_regular_file() && ending == ".pdf") files.push_back(entry.path());
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
        for (const std::string& reason : each.reasons) out += "\n    - " + reason;
    }
    return text::mask_numbers(out);
}

struct Judged {
    Path file;
    std::optional<Verdict> verdict;
    std::optional<Error> error;
};

void judge(const stages::Verify& verify, Judged& each) {
    try {
        each.verdict = verify(each.file);
        if (each.verdict->integrity == Integrity::unreadable)
            each.error =
                Error(Fault::input, "unreadable", each.file.string() + ": " + text::join(each.verdict->reasons, "; "));
    } catch (const Error& error) {
        each.error = error;
    }
}

void verify_all(cli::Run& run, const std::vector<std::string>& operands, stages::Verify::Options options) {
    options.children = run.children();
    const stages::Verify verify(std::move(options), run.clock());
    std::vector<std::vector<Judged>> groups;
    std::vector<Judged*> all;
    for (const std::string& operand : operands) {
        groups.emplace_back();
        for (Path& file : files_of(operand)) groups.back().push_back({std::move(file), std::nullopt, std::nullopt});
    }
    for (auto& group : groups)
        for (Judged& each : group) all.push_back(&each);
    run.executor().for_each(all.size(), [&](std::size_t i) { judge(verify, *all[i]); });

    std::size_t next = 0;
    run.for_each_item([&](const std::string&) {
        const std::vector<Judged>& group = groups[next++];
        std::size_t failed = 0;
        for (const Judged& each : group) {
            if (each.verdict)
                run.print(run.json()
                              ? stages::to_json(*each.verdict).dump(-1, ' ', false, Json::error_handler_t::replace)
                              : in_words(*each.verdict));
            if (!each.error && each.verdict->indication != Indication::total_passed) run.answer_no();
            if (!each.error) continue;
            if (group.size() == 1) throw *each.error;
            ++failed;
            run.item_failed(each.file.string(), *each.error);
        }
        if (failed != 0 && failed == group.size()) throw *group.front().error;
    });
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
    std::vector<std::string> trust, crls;
    std::string at, registry;
    tool.app()
        .add_option("--trust", trust, text::tr("trusted certificates: a file or a folder (repeatable)"))
        ->allow_extra_args(false)  // the next word is an operand
        ->type_name("FILE|DIR");
    tool.app()
        .add_option("--crl", crls, text::tr("revocation list (repeatable); without one revocation is not checked"))
        ->allow_extra_args(false)
        ->type_name("FILE");
    tool.app()
        .add_option("--at", at, text::tr("judge as of this time, taken as proven (2026-03-05T14:30:25+07:00)"))
        ->type_name("TIME");
    tool.app()
        .add_option("--register", registry, text::tr("look the files up in this certification register"))
        ->type_name("FILE");
    return tool.run([&](cli::Run& run) {
        const auto operands = tool.app().get_option("FILE")->results();
        if (operands.empty())
            throw Error(Fault::usage, "no-file", text::tr("no file given"), text::tr("name PDF files or a folder"));
        stages::Verify::Options options;
        options.trust.assign(trust.begin(), trust.end());
        options.crls.assign(crls.begin(), crls.end());
        if (!at.empty()) options.at = parse_rfc3339(at);
        if (!registry.empty()) options.registry = Path(registry);
        verify_all(run, operands, std::move(options));
    });
}
