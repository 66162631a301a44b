// SPDX-License-Identifier: Apache-2.0
// saoy-ocr: reads the text of the pages of dossiers, or makes one file searchable.
#include "lib/stages/ocr.hpp"

#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/searchable.hpp"
#include "lib/stages/text_formats.hpp"

using namespace saoy;

namespace {

struct Outputs {
    std::string pdf, sidecar;
    std::optional<double> dpi;
};

Json as_json(const std::vector<Page>& pages) {
    Json list = Json::array();
    for (const Page& page : pages)
        list.push_back(
            {{"number", page.number}, {"blank", page.blank}, {"words", page.words}, {"confidence", page.confidence}});
    return list;
}

bool same_file(const Path& one, const Path& other) {
    std::error_code none;  // what is not there is no file's other name
    return std::filesystem::weakly_canonical(one) == std::filesystem::weakly_canonical(other) ||
           std::filesystem::equivalent(one, other, none);
}

// A new or a regular file, and none that is read or written already. Terminals and pipes cannot be replaced whole.
void check_output(const char* option, const std::string& output, const std::string& other) {
    if (output == "-" || (std::filesystem::exists(output) && !std::filesystem::is_regular_file(output)))
        throw Error(Fault::usage, "not-a-file",
                    text::fill(text::tr("{0} {1}: only a file can be written, whole or not at all"), {option, output}),
                    text::tr("give the name of a file"));
    if (same_file(output, other))
        throw Error(Fault::usage, "same-file",
                    text::fill(text::tr("{0} {1}: that is the file {2}"), {option, output, other}),
                    text::tr("give another name"));
}

void make_searchable(cli::Run& run, const stages::Ocr::Options& options, const Outputs& outputs) {
    std::vector<std::string> inputs;
    run.expand_items([&](const std::string& item) {
        inputs.push_back(item);
        return std::vector{item};
    });
    if (inputs.size() != 1)
        throw Error(Fault::usage, "one-input", text::tr("--pdf takes one file, an image or a PDF"),
                    text::tr("for many papers use saoy-scan, then saoy-ocr"));
    check_output("--pdf", outputs.pdf, inputs[0]);
    if (!outputs.sidecar.empty()) {
        check_output("--sidecar", outputs.sidecar, inputs[0]);
        check_output("--sidecar", outputs.sidecar, outputs.pdf);
    }
    const Profile& profile = run.profile();
    stages::Scan::Options scan{run.children(), profile.code, profile.scan, outputs.dpi};
    scan.rules.limits.clear();  // nothing is certified here: no page is told to be not good enough
    scan.readers = stages::vietnamese_readers(run.children());
    const stages::Searchable searchable({std::move(scan), options, profile.fonts});
    run.for_each_item([&](const std::string& input) {
        const auto made = searchable(input, run.shelf(), run.executor(), run.events());
        // The PDF last: where it is, all is done.
        if (!outputs.sidecar.empty()) write_file(outputs.sidecar, made.text);
        write_file(outputs.pdf, made.pdf);
        run.print(run.json() ? Json({{"file", input}, {"pdf", outputs.pdf}, {"pages", as_json(made.pages)}}).dump()
                             : outputs.pdf);
    });
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "ocr",
        "Reads the text of the pages and keeps it with the dossier as ALTO, or makes one file a searchable PDF.",
        {{"saoy-ocr work/*", text::tr("reads every dossier under work")},
         {"saoy-scan -o work backlog/*.tif | saoy-ocr -l vie+eng", text::tr("reads dossiers as they arrive")},
         {"saoy-ocr --pdf out.pdf --sidecar out.txt scan.jpg",
          text::tr("makes one file searchable; no dossier stays")}});
    stages::Ocr::Options options;
    Outputs outputs;
    stages::TextFormats::Options formats;
    int seconds = 120;
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; with none, their paths are read from standard input").c_str());
    CLI::Option* const pdf =
        tool.app()
            .add_option("--pdf", outputs.pdf,
                        text::tr("write the one operand, an image or a PDF, as a searchable PDF/A; no dossier is made"))
            ->type_name("OUT.pdf");
    tool.app()
        .add_option("--sidecar", outputs.sidecar,
                    text::tr("with --pdf: the text as well, with a form feed between pages"))
        ->needs(pdf)
        ->type_name("OUT.txt");
    tool.app()
        .add_option("--dpi", outputs.dpi, text::tr("with --pdf: resolution of an image whose file does not say it"))
        ->check(CLI::Range(50, 2400))
        ->type_name("N");
    tool.app()
        .add_flag("--hocr", formats.hocr, text::tr("keep the text as hOCR as well: text/p0001.hocr"))
        ->excludes(pdf);
    tool.app().add_flag("--text", formats.plain, text::tr("keep plain text as well: text/p0001.txt"))->excludes(pdf);
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_redo();
    tool.takes_json(
        text::tr("print one JSON object a dossier: words and confidence of each page, and the words to look at")
            .c_str());
    tool.app()
        .add_option("-l,--languages", options.languages, text::tr("languages of the papers, joined by +"))
        ->capture_default_str();
    tool.app()
        .add_option("--page-deadline", seconds, text::tr("seconds for one page; 0 = no limit"))
        ->check(CLI::Range(0, 86400))
        ->capture_default_str();
    using Engine = stages::ReaderChoice::Engine;
    tool.app()
        .add_option("--engine", options.engine, text::tr("what reads the lines: auto, lstm or tesseract"))
        ->transform(CLI::Transformer(std::map<std::string, Engine>{
            {"auto", Engine::automatic}, {"lstm", Engine::lstm}, {"tesseract", Engine::tesseract}}))
        ->type_name("NAME");
    tool.app().add_option("--tessdata", options.tessdata, text::tr("folder of Tesseract's models"))->type_name("DIR");

    return tool.run([&](cli::Run& run) {
        options.page_deadline = std::chrono::seconds(seconds);
        options.children = run.children();
        if (!outputs.pdf.empty()) {
            make_searchable(run, options, outputs);
            return;
        }
        const stages::Ocr ocr(options, run.profile().scan.limits);
        const stages::TextFormats beside(formats);
        std::vector<const stages::Stage*> line{&ocr};
        if (formats.any()) line.push_back(&beside);
        run.for_each_dossier(line, [](const stages::Folder& folder) {
            Json pages = as_json(folder.dossier.pages);
            for (std::size_t i = 0; i < pages.size(); ++i)
                pages[i]["doubtful"] = stages::doubtful_words_of(folder, folder.dossier.pages[i]);
            return Json{{"dossier", folder.path().string()}, {"pages", std::move(pages)}};
        });
    });
}
