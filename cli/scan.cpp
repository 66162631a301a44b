// SPDX-License-Identifier: Apache-2.0
// saoy-scan: files in, dossiers out.
#include <algorithm>

#include "cli/frame/tool.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/scan.hpp"

namespace {

using namespace saoy;

// The files of a folder by name; what begins with a dot is not meant.
std::vector<std::string> files_of(const Path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().filename().string().front() != '.')
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty())
        throw Error(Fault::missing, "empty-folder", text::tr("the folder holds no files"),
                    text::tr("give the folder that the scanner writes to"));
    return files;
}

std::string scan_one(const stages::Scan& scan, const std::string& file, const std::string& work, bool dry,
                     cli::Run& run) {
    if (!dry) {
        const Path made = scan(file, work, run.shelf(), run.executor(), run.events());
        return run.json() ? Json{{"dossier", made.string()}, {"pages", run.shelf().read(made).pages.size()}}.dump()
                          : made.string();
    }
    const Dossier dossier = scan.preview(file, run.clock(), run.executor(), run.events());
    const std::string would = (Path(work) / dossier.id).string();
    if (run.json()) return Json{{"would_make", would}, {"pages", dossier.pages.size()}}.dump();
    return text::fill(text::tr("would make {0}, pages: {1}"), {would, std::to_string(dossier.pages.size())});
}

// Every file of the folder; the last failure stands for the folder when not one went well.
void scan_folder(const std::string& folder, const std::function<std::string(const std::string&)>& one, cli::Run& run) {
    const std::vector<std::string> files = files_of(folder);
    bool any = false;
    for (const std::string& file : files) {
        if (run.stop_requested()) throw Error(Fault::interrupted, "interrupted", text::tr("stopped on request"));
        try {
            run.print(one(file));
            any = true;
        } catch (Error& error) {
            if (error.code() == "output-closed" || error.fault() == Fault::interrupted) throw;
            if (!any && file == files.back()) throw error.in(Path(file).filename().string());
            run.item_failed(file, error);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(argc, argv, "scan", "take scanned files in: one dossier folder for each file",
                   {{"saoy-scan -o work backlog/", text::tr("one dossier under work/ for each file of the folder")},
                    {"saoy-scan -o work --dpi 300 photo.jpg", text::tr("an image that does not say its resolution")}});
    std::string work;
    std::optional<double> dpi;
    tool.app()
        .add_option("-o,--output", work, text::tr("folder that receives the dossiers"))
        ->required()
        ->type_name("WORK");
    tool.app()
        .add_option("--dpi", dpi, text::tr("resolution of images whose file does not say it"))
        ->check(CLI::Range(50, 2400))
        ->type_name("N");
    tool.takes_items("INPUT", "JPEG, PNG, TIFF or PDF files, or folders of them");
    tool.takes_profile();
    tool.takes_jobs();
    tool.takes_json("print a JSON object for each dossier");
    tool.takes_dry_run("read everything, make nothing, say what would be made");
    return tool.run([&](cli::Run& run) {
        run.shelf();  // made before threads ask for it
        const stages::Scan scan({run.children(), run.profile().code, run.profile().scan, dpi});
        const auto one = [&](const std::string& file) { return scan_one(scan, file, work, tool.dry_run(), run); };
        run.map_items([&](const std::string& item) -> std::string {
            if (!std::filesystem::is_directory(item)) return one(item);
            scan_folder(item, one, run);
            return {};
        });
    });
}
