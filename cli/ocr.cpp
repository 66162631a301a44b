// SPDX-License-Identifier: Apache-2.0
// saoy-ocr: reads the text of the pages of dossiers.
#include "lib/stages/ocr.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"

using namespace saoy;

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "ocr", "Reads the text of the pages and keeps it with the dossier as ALTO.",
        {{"saoy-ocr work/*", text::tr("reads every dossier under work")},
         {"saoy-scan -o work backlog/*.tif | saoy-ocr -l vie+eng", text::tr("reads dossiers as they arrive")}});
    stages::Ocr::Options options;
    int seconds = 120;
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; with none, their paths are read from standard input").c_str());
    tool.takes_jobs();
    tool.takes_redo();
    tool.takes_json(text::tr("print one JSON object a dossier: words and confidence of each page").c_str());
    tool.app()
        .add_option("-l,--languages", options.languages, text::tr("languages of the papers, joined by +"))
        ->capture_default_str();
    tool.app()
        .add_option("--page-deadline", seconds, text::tr("seconds for one page; 0 = no limit"))
        ->check(CLI::Range(0, 86400))
        ->capture_default_str();
    tool.app().add_option("--tessdata", options.tessdata, text::tr("folder of Tesseract's models"))->type_name("DIR");

    return tool.run([&](cli::Run& run) {
        options.page_deadline = std::chrono::seconds(seconds);
        const stages::Ocr ocr(options);
        run.for_each_dossier(ocr, [](const stages::Folder& folder) {
            Json pages = Json::array();
            for (const Page& page : folder.dossier.pages)
                pages.push_back({{"number", page.number},
                                 {"blank", page.blank},
                                 {"words", page.words},
                                 {"confidence", page.confidence}});
            return Json{{"dossier", folder.path().string()}, {"pages", pages}};
        });
    });
}
