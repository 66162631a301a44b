// SPDX-License-Identifier: Apache-2.0
// saoy-classify: names the kind of each paper of dossiers.
#include "lib/stages/classify.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"

using namespace saoy;

namespace {

Json describe(const stages::Folder& folder) {
    Json papers = Json::array();
    for (const Paper& paper : folder.dossier.papers) {
        Json fields = Json::object();
        for (const Field& field : paper.fields) fields[field.name] = field.value;
        papers.push_back({{"id", paper.id},
                          {"pages", paper.pages},
                          {"type", paper.type},
                          {"confidence", paper.confidence},
                          {"runner_up", paper.runner_up},
                          {"reasons", paper.reasons},
                          {"fields", fields}});
    }
    return {{"dossier", folder.path().string()}, {"papers", papers}};
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(argc, argv, "classify",
                   "Names the kind of each paper by title and nature, or leaves it unknown for a clerk.",
                   {{"saoy-ocr work/* | saoy-classify", text::tr("reads and classifies every dossier under work")},
                    {"saoy-classify --json work/*", text::tr("shows kind, confidence and reasons of each paper")}});
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; with none, their paths are read from standard input").c_str());
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_redo();
    tool.takes_json(
        text::tr("print one JSON object a dossier: its papers with type, confidence, reasons and fields").c_str());
    return tool.run([&](cli::Run& run) {
        const stages::Classify classify(run.profile_folder(), run.schemas());
        run.for_each_dossier(classify, describe);
    });
}
