// SPDX-License-Identifier: Apache-2.0
// saoy-review: a person looks at the papers, attests or refuses them, and sets their type.
#include "lib/stages/review.hpp"

#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"

using namespace saoy;

namespace {

std::string state_of(const Dossier& dossier, const Paper& paper) {
    if (const Copy* copy = find_copy(dossier, paper.id)) return copy->issued ? "issued" : "numbered";
    if (paper.refusal) return "refused " + paper.refusal->reason;
    return paper.attestation ? "attested" : "waiting";
}

Json to_json(const std::string& path, const Dossier& dossier, const Paper& paper) {
    return {{"dossier", path},         {"paper", paper.id},
            {"pages", paper.pages},    {"state", state_of(dossier, paper)},
            {"type", paper.type},      {"confidence", paper.confidence},
            {"reasons", paper.reasons}};
}

void print_paper(cli::Run& run, const std::string& path, const Dossier& dossier, const Paper& paper) {
    if (run.json()) return run.print(to_json(path, dossier, paper).dump());
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%3.0f %%", paper.confidence * 100);
    run.print(path + "\t" + paper.id + "\t" + state_of(dossier, paper) + "\t" + paper.type + "\t" + confidence);
}

std::string fixed(double value, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string described(const Page& page) {
    return text::fill(
        text::tr("page {0}: {1}x{2} px, {3} dpi, turned {4}°, skew {5}°, {6}, {7} words, confidence {8} %"),
        {std::to_string(page.number), std::to_string(page.width), std::to_string(page.height), fixed(page.dpi_x, 0),
         std::to_string(page.geometry.rotation), fixed(page.geometry.skew, 2),
         page.blank ? text::tr("blank") : text::tr("written"), std::to_string(page.words),
         fixed(page.confidence * 100, 0)});
}

// Its code stands first: that is what an override names.
std::string described(const Finding& finding, int page) {
    std::string line =
        finding.code + " (" + std::string(to_string(finding.level)) + "): " + retake_sentence(finding, page);
    if (const auto& given = finding.overridden)
        line += "; " + text::fill(text::tr("kept by {0}, {1}: {2}"), {given->by, rfc3339(given->at), given->reason});
    return line;
}

void print_pages(cli::Run& run, const Dossier& dossier, const Paper& paper) {
    for (const std::string& reason : paper.reasons) run.print("    " + reason);
    for (const int number : paper.pages) {
        const Page& page = page_of(dossier, number);
        run.print("    " + described(page));
        for (const Finding& finding : page.quality.findings) run.print("        " + described(finding, number));
    }
    if (const auto& attested = paper.attestation)
        run.print("    " + text::fill(text::tr("attested by {0}, {1}, {2}"),
                                      {attested->by, text::join(text::split(attested->title, '\n'), " "),
                                       rfc3339(attested->at)}));
    if (const auto& refused = paper.refusal)
        run.print("    " + text::fill(text::tr("refused {0} by {1}, {2}"),
                                      {refused->reason, refused->by, rfc3339(refused->at)}));
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "review",
        "Shows papers to a person, who attests them, refuses them, sets their type, or keeps a poor page.",
        {{"saoy-review list work/*", text::tr("what waits for a decision")},
         {"saoy-review accept --by \"Nguyễn Thị Minh Ánh\" work/khai-sinh-*",
          text::tr("the official has compared these papers with their originals")},
         {"saoy-review reject --reason D22.1 --by \"Nguyễn Thị Minh Ánh\" work/don-*",
          text::tr("refuse a paper whose original was altered")},
         {"saoy-review override --code blurred --reason \"bản gốc in mờ\" --by \"Nguyễn Thị Minh Ánh\" work/don-*",
          text::tr("answer for a page that cannot be taken better")}});
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; their paths are read from standard input when none is given").c_str());
    tool.takes_profile();
    tool.takes_json(text::tr("print one JSON object a paper").c_str());
    stages::Person by;
    std::string only, reason, note, type, code;
    int page = 0;
    CLI::App& app = tool.app();
    app.require_subcommand(1);
    app.fallthrough();
    CLI::App* list = app.add_subcommand("list", text::tr("one line a paper: dossier, paper, state, type, confidence"));
    CLI::App* show = app.add_subcommand("show", text::tr("the same with pages, reasons and decisions"));
    CLI::App* accept = app.add_subcommand("accept", text::tr("attest: compared with the original, alike and complete"));
    CLI::App* reject = app.add_subcommand("reject", text::tr("refuse with a reason of NĐ 23/2015 Đ.22"));
    CLI::App* set_type = app.add_subcommand("set-type", text::tr("say what the paper is"));
    CLI::App* override_ =
        app.add_subcommand("override", text::tr("keep pages that the quality gate fails, for a reason"));
    for (CLI::App* decision : {accept, reject, set_type, override_})
        decision->add_option("--by", by.name, text::tr("full name of who decides"))->required();
    for (CLI::App* decision : {accept, reject, set_type}) {
        decision->add_option("--title", by.title, text::tr("office held; default: the profile's signer"));
        decision->add_option("--paper", only, text::tr("only this paper of the dossier, such as p1"));
    }
    reject->add_option("--reason", reason, text::tr("D22.1 to D22.6"))->required();
    reject->add_option("--note", note, text::tr("a sentence about it"));
    set_type->add_option("--type", type, text::tr("a code of the profile's document types, such as khai_sinh"))
        ->required();
    override_->add_option("--code", code, text::tr("what was found, such as blurred; saoy-review show tells it"))
        ->required();
    override_->add_option("--reason", reason, text::tr("why the page is kept, in a sentence"))->required();
    override_->add_option("--page", page, text::tr("only this page of the dossier"))
        ->check(CLI::Range(1, 100000))
        ->type_name("N");

    return tool.run([&](cli::Run& run) {
        if (by.title.empty()) by.title = run.profile().office.signer_role;
        const auto each_paper = [&](const std::string& path, const Dossier& dossier, const auto& work) {
            if (!only.empty() && find_paper(dossier, only) == nullptr)
                throw Error(Fault::input, "no-such-paper",
                            text::fill(text::tr("{0}: has no paper '{1}'"), {path, only}));
            for (const Paper& paper : dossier.papers)
                if (only.empty() || paper.id == only) work(paper);
        };
        if (list->parsed() || show->parsed()) {
            run.for_each_item([&](const std::string& path) {
                const Dossier dossier = run.shelf().read(path);
                each_paper(path, dossier, [&](const Paper& paper) {
                    print_paper(run, path, dossier, paper);
                    if (show->parsed() && !run.json()) print_pages(run, dossier, paper);
                });
            });
            return;
        }
        const std::string type_name =
            set_type->parsed() ? stages::type_name(run.profile_folder(), run.schemas(), type) : std::string();
        run.for_each_item([&](const std::string& path) {
            stages::Folder folder = run.shelf().open(path);
            const Dossier before = folder.dossier;
            if (override_->parsed())
                stages::override_quality(folder, page, code, reason, by);
            else
                each_paper(path, before, [&](const Paper& paper) {
                    if (accept->parsed()) stages::accept(folder, paper.id, by);
                    if (reject->parsed()) stages::refuse(folder, paper.id, reason, note, by, run.profile());
                    if (set_type->parsed()) stages::set_type(folder, paper.id, type, type_name, by);
                });
            folder.save();
            run.print(path);
        });
    });
}
