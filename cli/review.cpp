// SPDX-License-Identifier: Apache-2.0
// saoy-review: a person looks at the papers, attests or refuses them, and sets their type.
#include "lib/stages/review.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "cli/frame/choices.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/review_html.hpp"
#include "lib/stages/review_queue.hpp"
#include "lib/xml/document_types.hpp"

using namespace saoy;

namespace {

std::string state_of(const Dossier& dossier, const Paper& paper) {
    if (const Copy* copy = find_copy(dossier, paper.id)) return copy->issued ? "issued" : "numbered";
    if (paper.refusal) return "refused " + paper.refusal->reason;
    if (stages::waits_for_second(paper)) return "second-look";
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

std::string refusal_text(const Profile& profile, const std::string& code) {
    for (const RefusalReason& reason : profile.refusals)
        if (reason.code == code) return reason.text;
    return "";
}

void print_pages(cli::Run& run, const Dossier& dossier, const Paper& paper) {
    for (const std::string& reason : paper.reasons) run.print("    " + reason);
    for (const int number : paper.pages) {
        const Page& page = page_of(dossier, number);
        run.print("    " + described(page));
        if (page.seen)
            run.print("        " +
                      text::fill(text::tr("seen by {0}, {1}: alike"), {page.seen->by, rfc3339(page.seen->at)}));
        for (const Finding& finding : page.quality.findings) run.print("        " + described(finding, number));
    }
    if (const auto& attested = paper.attestation)
        run.print("    " + text::fill(text::tr("attested by {0}, {1}, {2}"),
                                      {attested->by, text::join(text::split(attested->title, '\n'), " "),
                                       rfc3339(attested->at)}));
    if (const auto& look = paper.second_look)
        run.print("    " + (look->by.empty() ? text::fill(text::tr("drawn for a second person, seed {0}"), {look->seed})
                                             : text::fill(text::tr("seen a second time by {0}, {1}"),
                                                          {look->by, rfc3339(look->at)})));
    if (const auto& refused = paper.refusal) {
        run.print("    " + text::fill(text::tr("refused {0} by {1}, {2}"),
                                      {refused->reason, refused->by, rfc3339(refused->at)}));
        run.print("    " + refusal_text(run.profile(), refused->reason));
    }
}

struct Waiting {
    std::string path;
    Dossier dossier;
    std::string paper;
    stages::Doubt doubt;
};

// What waits for a decision, the most doubtful first.
void print_queue(cli::Run& run) {
    std::vector<Waiting> queue;
    run.for_each_item([&](const std::string& path) {
        const Dossier dossier = run.shelf().read(path);
        for (const Paper& paper : dossier.papers)
            if (const std::string state = state_of(dossier, paper); state == "waiting" || state == "second-look")
                queue.push_back({path, dossier, paper.id, stages::doubt_of(dossier, paper, run.profile().review)});
    });
    std::stable_sort(queue.begin(), queue.end(), [](const Waiting& one, const Waiting& other) {
        return stages::comes_before(one.doubt, other.doubt);
    });
    for (const Waiting& each : queue) {
        const Paper& paper = *find_paper(each.dossier, each.paper);
        if (run.json()) {
            Json json = to_json(each.path, each.dossier, paper);
            json["doubts"] = each.doubt.reasons;
            run.print(json.dump());
            continue;
        }
        print_paper(run, each.path, each.dossier, paper);
        for (const std::string& reason : each.doubt.reasons) run.print("    " + reason);
    }
}

// Draws among the attested papers that have no number yet; each drawn one waits for another person.
void sample(cli::Run& run, double share, std::string seed, const stages::Reviewer& reviewer) {
    if (seed.empty()) seed = run.ids().uuid();
    std::map<std::string, std::pair<std::string, std::string>> places;  // "dossier/paper": path, paper
    std::vector<std::string> papers;
    run.for_each_item([&](const std::string& path) {
        const Dossier dossier = run.shelf().read(path);
        for (const Paper& paper : dossier.papers) {
            if (!paper.attestation || find_copy(dossier, paper.id) != nullptr) continue;
            papers.push_back(dossier.id + "/" + paper.id);
            places[papers.back()] = {path, paper.id};
        }
    });
    for (const std::string& drawn : stages::drawn(std::move(papers), share, seed)) {
        const auto& [path, paper] = places.at(drawn);
        stages::Folder folder = run.shelf().open(path);
        reviewer.draw(folder, paper, seed);
        folder.save();
        run.print(run.json() ? Json({{"dossier", path}, {"paper", paper}, {"seed", seed}}).dump()
                             : path + "\t" + paper + "\t" + seed);
    }
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "review",
        "Shows papers to a person, who attests them, refuses them, sets their type, or keeps a poor page.",
        {{"saoy-review queue work/*", text::tr("what waits for a decision, the most doubtful first")},
         {"saoy-review export --html look.html work/khai-sinh-*",
          text::tr("the pages to look at in a browser, unsure words and fields marked")},
         {"saoy-review accept --by \"Nguyễn Thị Minh Ánh\" work/khai-sinh-*",
          text::tr("the official has compared these papers with their originals")},
         {"saoy-review reject --reason D22.1 --by \"Nguyễn Thị Minh Ánh\" work/don-*",
          text::tr("refuse a paper whose original was altered")},
         {"saoy-review override --code blurred --reason \"bản gốc in mờ\" --by \"Nguyễn Thị Minh Ánh\" work/don-*",
          text::tr("answer for a page that cannot be taken better")},
         {"saoy-review sample --share 0.1 --by \"Trần Văn Bình\" work/*",
          text::tr("draw a tenth of the attested papers for a second person")}});
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; their paths are read from standard input when none is given").c_str());
    tool.takes_profile();
    tool.takes_json(text::tr("print one JSON object a paper").c_str());
    stages::Person by;
    std::string only, reason, note, type, code, seed, html, register_file;
    int page = 0;
    double share = 0;
    CLI::App& app = tool.app();
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--register", register_file,
                   text::tr("the certification register, whose chain keeps each decision too"))
        ->type_name("REGISTER");
    app.add_subcommand("list", text::tr("one line a paper: dossier, paper, state, type, confidence"));
    app.add_subcommand("show", text::tr("the same with pages, reasons and decisions"));
    app.add_subcommand("queue", text::tr("what waits for a decision, the most doubtful first, and why"));
    CLI::App* export_ = app.add_subcommand("export", text::tr("the papers as a page to look at"));
    CLI::App* see = app.add_subcommand("see", text::tr("pages were looked at beside the original, and are alike"));
    CLI::App* accept = app.add_subcommand("accept", text::tr("attest: compared with the original, alike and complete"));
    CLI::App* reject = app.add_subcommand("reject", text::tr("refuse with a reason of NĐ 23/2015 Đ.22"));
    CLI::App* set_type = app.add_subcommand("set-type", text::tr("say what the paper is"));
    CLI::App* override_ =
        app.add_subcommand("override", text::tr("keep pages that the quality gate fails, for a reason"));
    CLI::App* sample_ =
        app.add_subcommand("sample", text::tr("draw attested papers that another person is to look at"));
    CLI::App* confirm =
        app.add_subcommand("confirm", text::tr("a second person has looked at the drawn papers: alike"));
    export_->add_option("--html", html, text::tr("the file to write: one page that loads nothing"))
        ->required()
        ->type_name("FILE");
    for (CLI::App* decision : {see, accept, reject, set_type, override_, sample_, confirm})
        decision->add_option("--by", by.name, text::tr("full name of who decides"))->required();
    for (CLI::App* decision : {accept, reject, set_type, confirm}) {
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
    for (CLI::App* of_page : {see, override_})
        of_page->add_option("--page", page, text::tr("only this page of the dossier"))
            ->check(cli::in_range(1, 100000))
            ->type_name("N");
    sample_->add_option("--share", share, text::tr("which part of them, such as 0.1; at least one is drawn"))
        ->required()
        ->check(cli::in_range(0.0001, 1.0))
        ->type_name("SHARE");
    sample_->add_option("--seed", seed, text::tr("word to draw by; default: a new one; it is printed"))
        ->type_name("WORD");

    return tool.run([&](cli::Run& run) {
        const std::string word = app.get_subcommands().front()->get_name();
        const auto each_paper = [&](const std::string& path, const Dossier& dossier, const auto& work) {
            if (!only.empty() && find_paper(dossier, only) == nullptr)
                throw Error(Fault::input, "no-such-paper",
                            text::fill(text::tr("{0}: has no paper '{1}'"), {path, only}));
            for (const Paper& paper : dossier.papers)
                if (only.empty() || paper.id == only) work(paper);
        };
        if (word == "queue") return print_queue(run);
        if (word == "list" || word == "show") {
            run.for_each_item([&](const std::string& path) {
                const Dossier dossier = run.shelf().read(path);
                each_paper(path, dossier, [&](const Paper& paper) {
                    print_paper(run, path, dossier, paper);
                    if (word == "show" && !run.json()) print_pages(run, dossier, paper);
                });
            });
            return;
        }
        if (word == "export") {
            stages::ReviewPage look(run.profile().review,
                                    xml::read_document_types(run.profile_folder() / "document-types.xml",
                                                             xml::Schema(run.schemas() / "document-types.xsd")));
            run.for_each_item([&](const std::string& path) { look.add(run.shelf().open(path)); });
            return write_file(html, look.html(run.clock().now()));
        }
        if (by.title.empty()) by.title = run.profile().office.signer_role;
        std::optional<store::Register> book;
        if (!register_file.empty()) book.emplace(register_file);
        const stages::Reviewer reviewer(by, run.profile(), book ? &*book : nullptr);
        if (word == "sample") return sample(run, share, seed, reviewer);
        const std::string type_name =
            word == "set-type" ? stages::type_name(run.profile_folder(), run.schemas(), type) : std::string();
        run.for_each_item([&](const std::string& path) {
            stages::Folder folder = run.shelf().open(path);
            const Dossier before = folder.dossier;
            if (word == "override")
                reviewer.override_quality(folder, page, code, reason);
            else if (word == "see")
                reviewer.see(folder, page);
            else
                each_paper(path, before, [&](const Paper& paper) {
                    if (word == "accept") reviewer.accept(folder, paper.id);
                    if (word == "reject") reviewer.refuse(folder, paper.id, reason, note);
                    if (word == "set-type") reviewer.set_type(folder, paper.id, type, type_name);
                    if (word == "confirm") reviewer.confirm(folder, paper.id);
                });
            folder.save();
            run.print(path);
        });
    });
}
