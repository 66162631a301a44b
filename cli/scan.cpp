// SPDX-License-Identifier: Apache-2.0
// saoy-scan: papers in, from files or from a scanner, dossiers out.
#include "lib/stages/scan.hpp"

#include <cmath>

#include "cli/frame/capture_options.hpp"
#include "cli/frame/choices.hpp"
#include "cli/frame/scan_options.hpp"
#include "cli/frame/sheet_options.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/inbox.hpp"

namespace {

using namespace saoy;

std::string scan_one(const stages::Scan& scan, const std::string& file, const std::string& work, bool dry,
                     cli::Run& run) {
    if (!dry) {
        const Path made = scan(file, work, run.shelf(), run.executor(), run.events());
        const Dossier dossier = run.shelf().read(made);
        if (verdict_of(dossier) == Level::fail) run.answer_no();
        return run.json() ? Json{{"dossier", made.string()},
                                 {"pages", dossier.pages.size()},
                                 {"quality", to_string(verdict_of(dossier))}}
                                .dump()
                          : made.string();
    }
    const Dossier dossier = scan.preview(file, run.clock(), run.executor(), run.events());
    if (verdict_of(dossier) == Level::fail) run.answer_no();
    const std::string would = (Path(work) / dossier.id).string();
    if (run.json()) return Json{{"would_make", would}, {"pages", dossier.pages.size()}}.dump();
    return text::fill(text::tr("would make {0}, pages: {1}"), {would, std::to_string(dossier.pages.size())});
}

// Files were named; they are forgotten.
bool has_items(cli::Run& run) {
    bool any = false;
    run.expand_items([&](const std::string&) {
        any = true;
        return std::vector<std::string>();
    });
    return any;
}

void watch_folder(const stages::Scan& scan, const stages::Inbox::Options& options, const std::string& work,
                  cli::Run& run) {
    stages::Inbox inbox(options);
    run.map_source([&] { return inbox.next(run.stop_requested(), run.events()); },
                   [&](pipelines::Item& item) {
                       inbox.take(item.name, run.clock(),
                                  [&] { item.result = scan_one(scan, item.name, work, false, run); });
                   });
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(argc, argv, "scan", "take papers in, from files or from a scanner, as dossiers",
                   {{"saoy-scan -o work backlog/", text::tr("one dossier under work/ for each file of the folder")},
                    {"saoy-scan -o work --split separator stack.pdf",
                     text::tr("a stack with separator sheets between its papers")},
                    {"saoy-scan -o work --dpi 300 photo.jpg", text::tr("an image that does not say its resolution")},
                    {"saoy-scan -o work --paper A4 photo.jpg",
                     text::tr("a photograph of an A4 sheet: its edges tell the resolution")},
                    {"saoy-scan -o work --scan-profile a4 --expect-pages 12",
                     text::tr("one dossier of what lies in the feeder; told when it is not 12 pages")},
                    {"saoy-scan -o work --card --device \"$SCANNER\"",
                     text::tr("the front of a card; then its back with --continue")},
                    {"saoy-scan --continue work/scan-20260305-090000-1a2b3c4d", text::tr("go on after a jam")}});
    std::string work, watched, paper, split = "file", device;
    std::optional<double> dpi;
    stages::Inbox::Options inbox;
    double settle_s = 2;
    tool.app().add_option("-o,--output", work, text::tr("folder that receives the dossiers"))->type_name("WORK");
    tool.app()
        .add_option("--dpi", dpi, text::tr("resolution of images whose file does not say it"))
        ->check(cli::in_range(50, 2400))
        ->type_name("N");
    tool.app()
        .add_option("--paper", paper, text::tr("size of photographed sheets, such as A4: it tells their resolution"))
        ->type_name("NAME");
    tool.app()
        .add_option("--split", split,
                    text::tr("what parts the papers of one file: file (nothing does), separator, blank, "
                             "or the number of pages of each"))
        ->type_name("HOW")
        ->capture_default_str();
    tool.app()
        .add_option("--from-device", device, text::tr("name of the scanner that made the files"))
        ->type_name("NAME");
    const cli::SheetOptions sheets(tool.app());
    CLI::Option* watch =
        tool.app()
            .add_option("--watch", watched, text::tr("take in each file that arrives in DIR, until asked to stop"))
            ->type_name("DIR");
    tool.app().add_flag("--once", inbox.once, text::tr("with --watch: take what is there, then end"))->needs(watch);
    tool.app()
        .add_flag("--remove", inbox.remove,
                  text::tr("with --watch: remove taken files instead of keeping them in taken/"))
        ->needs(watch);
    tool.app()
        .add_option("--settle", settle_s, text::tr("with --watch: seconds without change after which a file is whole"))
        ->check(cli::in_range(0.05, 3600.0))
        ->capture_default_str()
        ->type_name("S")
        ->needs(watch);
    const cli::CaptureOptions scanner(tool.app());
    tool.takes_items("INPUT", "JPEG, PNG, TIFF or PDF files, or folders of them");
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json("print a JSON object for each dossier, or each scanner");
    tool.takes_dry_run("read everything, make nothing, say what would be made");
    return tool.run([&](cli::Run& run) {
        if (sheets.run(device, dpi, run)) return;
        if (scanner.lists()) return scanner.print_devices(run);
        if (work.empty() && scanner.needs_work())
            throw Error(Fault::usage, "no-output", text::fill(text::tr("{0} must be given"), {"--output WORK"}));
        run.shelf();  // made before threads ask for it
        stages::Scan::Options options = cli::scan_options(run, dpi, paper, split);
        options.device = device;
        if (scanner.captures()) {
            if (has_items(run))
                throw Error(Fault::usage, "files-and-scanner", text::tr("give either files or a scanner"));
            return scanner.capture(work, options, tool.dry_run(), run);
        }
        const stages::Scan scan(options);
        if (!watched.empty()) {
            if (has_items(run) || tool.dry_run())
                throw Error(Fault::usage, "watch-alone", text::tr("--watch takes neither files nor --dry-run"));
            inbox.folder = watched;
            inbox.settle = std::chrono::milliseconds(std::llround(settle_s * 1000));
            watch_folder(scan, inbox, work, run);
            return;
        }
        run.expand_items(stages::files_to_scan);
        run.map_items(
            [&](pipelines::Item& item) { item.result = scan_one(scan, item.name, work, tool.dry_run(), run); });
    });
}
