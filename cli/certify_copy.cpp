// SPDX-License-Identifier: Apache-2.0
// saoy-certify-copy: numbers from the register, certified copies as PDF/A.
#include "lib/stages/certify_copy.hpp"

#include <cstdio>

#include "cli/frame/begin_register.hpp"
#include "cli/frame/choices.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/review.hpp"

using namespace saoy;

namespace {

Json copies_of(const stages::Folder& folder) {
    Json copies = Json::array();
    for (const Copy& copy : folder.dossier.copies)
        copies.push_back({{"paper", copy.paper},
                          {"book", copy.book},
                          {"year", copy.year},
                          {"number", copy.number},
                          {"file", folder.file(copy.file).string()},
                          {"sha256", copy.file.sha256}});
    return {{"dossier", folder.path().string()}, {"copies", copies}};
}

std::string described(const stages::CertifyCopy::Preview& preview) {
    return text::fill(text::tr("paper {0}: {1}; book {2} of {3}; {4} pages, fee {5} dong; statement {6}"),
                      {preview.paper, preview.paper_name, preview.book, std::to_string(preview.year),
                       std::to_string(preview.pages), std::to_string(preview.fee),
                       preview.own_page ? text::tr("on a page of its own") : text::tr("on the last page")});
}

Json as_json(const stages::CertifyCopy::Preview& preview) {
    return {{"paper", preview.paper},      {"paper_name", preview.paper_name}, {"book", preview.book},
            {"year", preview.year},        {"pages", preview.pages},           {"fee", preview.fee},
            {"own_page", preview.own_page}};
}

// "2-3,5"
std::vector<int> pages_of(const std::string& list) {
    std::vector<int> pages;
    for (const std::string& part : text::split(list, ',')) {
        if (part.empty()) continue;
        int first = 0, last = 0, used = 0;
        const int read = std::sscanf(part.c_str(), "%6d%n-%6d%n", &first, &used, &last, &used);
        if (read == 1) last = first;
        if (read < 1 || used != int(part.size()) || first < 1 || last < first)
            throw Error(Fault::usage, "pages", text::fill(text::tr("'{0}' names no pages"), {part}),
                        text::tr("give --pages 2-3"));
        for (int page = first; page <= last; ++page) pages.push_back(page);
    }
    return pages;
}

// What would be made; the register is not even opened.
void preview(cli::Run& run, const stages::CertifyCopy& stage) {
    run.for_each_item([&](const std::string& item) {
        const stages::Folder folder = run.shelf().open(item);
        Json papers = Json::array();
        for (const auto& paper : stage.preview(folder, run.executor())) {
            if (!run.json()) run.print(folder.path().string() + ": " + described(paper));
            papers.push_back(as_json(paper));
        }
        if (run.json()) run.print(Json({{"dossier", folder.path().string()}, {"would_make", papers}}).dump());
    });
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(argc, argv, "certify-copy",
                   "make the certified copies of reviewed dossiers as PDF/A, each under its number of the register",
                   {{"saoy-certify-copy --register register.db work/giay-khai-sinh-*",
                     text::tr("certify every attested paper of these dossiers")},
                    {"saoy-certify-copy --dry-run --register register.db work/*",
                     text::tr("show what would be made; no number is taken")}});
    std::string mode = "chung-thuc", register_file, qualifications, requester, pages;
    int copies = 1;
    bool create = false;
    stages::Person attests;
    tool.app().add_option("--mode", mode, text::tr("kind of copy, one of the profile's modes"))->capture_default_str();
    tool.app()
        .add_option("--register", register_file, text::tr("the certification register: its file, or postgresql://…"))
        ->type_name("REGISTER");
    tool.app().add_flag("--create-register", create, text::tr("begin a new register where there is none"));
    tool.app()
        .add_option(
            "--qualifications", qualifications,
            text::tr("what saoy-scan --qualify has recorded; default: qualifications.jsonl beside the register"))
        ->type_name("FILE");
    tool.app()
        .add_option("--attest-by", attests.name, text::tr("full name of who compared every paper with its original"))
        ->type_name("NAME");
    tool.app()
        .add_option("--attest-title", attests.title, text::tr("that person's office; default: the profile's signer"))
        ->type_name("TITLE");
    tool.app()
        .add_option("--requester", requester, text::tr("full name of who asks for the copies, for the book"))
        ->type_name("NAME");
    tool.app()
        .add_option("--copies", copies, text::tr("how many are handed out at one time; they share the number"))
        ->check(cli::in_range(1, 1000))
        ->type_name("N")
        ->capture_default_str();
    tool.app()
        .add_option("--pages", pages, text::tr("pages of the dossier that an excerpt holds, such as 2-3,5"))
        ->type_name("PAGES");
    tool.takes_items("DOSSIER", "dossier folders");
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json("print one JSON object a dossier");
    tool.takes_redo();
    tool.takes_dry_run("print what would be made; takes no number and writes nothing");
    return tool.run([&](cli::Run& run) {
        if (register_file.empty() && !tool.dry_run())
            throw Error(Fault::usage, "no-register", text::tr("a certified copy needs its number"),
                        text::tr("give --register FILE"));
        const stages::CertifyCopy stage(
            {mode, register_file, run.profile(), qualifications, requester, copies, pages_of(pages)});
        if (tool.dry_run()) return preview(run, stage);
        if (create) cli::begin_register(run, register_file);
        if (attests.name.empty()) return run.for_each_dossier(stage, copies_of);
        if (attests.title.empty()) attests.title = run.profile().office.signer_role;
        const stages::Attest attest({attests, run.profile(), register_file});
        run.for_each_dossier({&attest, &stage}, copies_of);
    });
}
