// SPDX-License-Identifier: Apache-2.0
// saoy-ocr: reads the text of the pages of dossiers, or makes one file searchable.
#include "lib/stages/ocr.hpp"

#include <malloc.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/frame/choices.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/searchable.hpp"
#include "lib/stages/text_formats.hpp"

using namespace saoy;

namespace {

struct Outputs {
    std::string pdf, sidecar, pages;
    std::optional<double> dpi;
    bool skip_text = false;
};

template <class Pages>
Json as_json(const Pages& pages) {
    Json list = Json::array();
    for (const auto& page : pages)
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

bool is_folder(const std::string& output) { return output.ends_with('/') || std::filesystem::is_directory(output); }

// One file into one, or every file of the operands into a folder.
class Naming {
public:
    explicit Naming(const Outputs& outputs) : outputs_(outputs), many_(is_folder(outputs.pdf)) {
        if (!many_) return;
        if (!outputs.sidecar.empty() && !is_folder(outputs.sidecar))
            throw Error(Fault::usage, "not-a-folder", text::tr("--pdf names a folder, --sidecar a file"),
                        text::tr("give a folder for the texts, too: its name ends with /"));
        make_folder(outputs.pdf);
        if (!outputs.sidecar.empty()) make_folder(outputs.sidecar);
    }

    void check(const std::vector<std::string>& inputs) const {
        if (!many_ && inputs.size() != 1)
            throw Error(Fault::usage, "one-input", text::tr("--pdf OUT.pdf takes one file, an image or a PDF"),
                        text::tr("for many files name a folder: --pdf OUT/"));
        std::map<std::string, std::string> taken;
        for (const std::string& input : inputs) {
            check_output("--pdf", pdf(input), input);
            const auto [other, fresh] = taken.try_emplace(pdf(input), input);
            if (!fresh)
                throw Error(
                    Fault::usage, "same-name",
                    text::fill(text::tr("{0} and {1} would both become {2}"), {other->second, input, pdf(input)}),
                    text::tr("make them searchable in two calls, into two folders"));
            if (const auto text = sidecar(input)) {
                check_output("--sidecar", *text, input);
                check_output("--sidecar", *text, pdf(input));
            }
        }
    }

    std::string pdf(const std::string& input) const {
        return many_ ? within(outputs_.pdf, input, ".pdf") : outputs_.pdf;
    }
    std::optional<std::string> sidecar(const std::string& input) const {
        if (outputs_.sidecar.empty()) return std::nullopt;
        return many_ ? within(outputs_.sidecar, input, ".txt") : outputs_.sidecar;
    }

private:
    static std::string within(const std::string& folder, const std::string& input, const char* ending) {
        return (Path(folder) / Path(input).stem()).string() + ending;
    }
    const Outputs& outputs_;
    bool many_;
};

void make_searchable(cli::Run& run, const stages::Ocr::Options& options, const Outputs& outputs) {
    // What one thread frees another uses: a heap for each of a dozen would keep what its longest file took.
    mallopt(M_ARENA_MAX, 2);
    stages::PageChoice choice;
    if (!outputs.pages.empty()) choice.pages = stages::page_ranges(outputs.pages);
    choice.skip_text = outputs.skip_text;
    choice.redo = run.redo();
    const Naming naming(outputs);
    std::vector<std::string> inputs;
    run.expand_items([&](const std::string& item) {
        std::vector<std::string> files = stages::files_to_scan(item);
        inputs.insert(inputs.end(), files.begin(), files.end());
        return files;
    });
    naming.check(inputs);
    const Profile& profile = run.profile();
    const stages::Searchable searchable({{options, profile.scan.most_megapixels, profile.scan.most_pages},
                                         profile.scan,
                                         outputs.dpi,
                                         profile.fonts,
                                         run.jobs(),
                                         inputs.size() > 1});
    // Threads only ask the processes that read, and wait for the disk: more of them keep all of those at work.
    constexpr int waiting = 12;
    const auto work = [&](pipelines::Item& item) {
        stages::Searchable::Order order{item.name, naming.pdf(item.name), {}, choice};
        if (const auto sidecar = naming.sidecar(item.name)) order.sidecar = *sidecar;
        order.last = !inputs.empty() && item.name == inputs.back();
        const auto pages = searchable(order, run.clock(), run.executor(), run.events());
        Json told{{"file", item.name}, {"pdf", order.pdf.string()}};
        if (pages) told["pages"] = as_json(*pages);
        item.result = run.json() ? told.dump() : order.pdf.string();
    };
    run.map_items(work, waiting);
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(
        argc, argv, "ocr",
        "Reads the text of the pages and keeps it with the dossier as ALTO, or makes one file a searchable PDF.",
        {{"saoy-ocr work/*", text::tr("reads every dossier under work")},
         {"saoy-scan -o work backlog/*.tif | saoy-ocr -l vie+eng", text::tr("reads dossiers as they arrive")},
         {"saoy-ocr --pdf out.pdf --sidecar out.txt scan.jpg", text::tr("makes one file searchable; no dossier stays")},
         {"saoy-ocr --nice 10 --pdf out/ --skip-text scans/",
          text::tr("makes every file of a folder searchable; run it again to go on after a stop")}});
    stages::Ocr::Options options;
    Outputs outputs;
    stages::TextFormats::Options formats;
    int seconds = 120, niceness = 0;
    tool.takes_items("DOSSIER",
                     text::tr("dossier folders; with none, their paths are read from standard input").c_str());
    CLI::Option* const pdf =
        tool.app()
            .add_option(
                "--pdf", outputs.pdf,
                text::tr("write the operand, an image or a PDF, as a searchable PDF; no dossier is made. OUT/: all "
                         "files, and those of folders, each into OUT"))
            ->type_name("OUT.pdf|OUT/");
    tool.app()
        .add_option("--sidecar", outputs.sidecar,
                    text::tr("with --pdf: the text as well, with a form feed between pages"))
        ->needs(pdf)
        ->type_name("OUT.txt|OUT/");
    tool.app()
        .add_option("--pages", outputs.pages, text::tr("with --pdf: read these pages only, such as 1,3-5,8-"))
        ->needs(pdf)
        ->type_name("LIST");
    tool.app()
        .add_flag("--skip-text", outputs.skip_text,
                  text::tr("with --pdf: keep pages that have text, and signed PDFs, as they are"))
        ->needs(pdf);
    tool.app()
        .add_option("--dpi", outputs.dpi, text::tr("with --pdf: resolution of an image whose file does not say it"))
        ->check(cli::in_range(50, 2400))
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
        ->check(cli::in_range(0, 86400))
        ->capture_default_str();
    using Engine = stages::ReaderChoice::Engine;
    tool.app()
        .add_option("--engine", options.engine, text::tr("what reads the lines: auto, lstm or tesseract"))
        ->transform(cli::one_of({{"auto", std::to_string(int(Engine::automatic))},
                                 {"lstm", std::to_string(int(Engine::lstm))},
                                 {"tesseract", std::to_string(int(Engine::tesseract))}}))
        ->type_name("NAME");
    tool.app()
        .add_option("--kernel", options.kernel,
                    text::tr("instructions that lstm computes with: auto, avx512, avx2 or portable; all read the same"))
        ->transform(cli::one_of({{"auto", ""}, {"avx512", "avx512-vnni"}, "avx512-vnni", "avx2", "portable"}))
        ->type_name("NAME");
    tool.app()
        .add_option("--nice", niceness, text::tr("leave the processor to others: 0 to 19"))
        ->check(cli::in_range(0, 19))
        ->type_name("N");
    tool.app().add_option("--tessdata", options.tessdata, text::tr("folder of Tesseract's models"))->type_name("DIR");

    return tool.run([&](cli::Run& run) {
        options.page_deadline = std::chrono::seconds(seconds);
        options.children = run.children();
        errno = 0;
        if (niceness > 0 && ::nice(niceness) == -1 && errno != 0)
            throw Error(Fault::unavailable, "nice", std::string("--nice: ") + std::strerror(errno));
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
