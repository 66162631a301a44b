// SPDX-License-Identifier: Apache-2.0
// saoy-report: totals over dossiers, as a table, JSON, a page or metrics.
#include "lib/stages/report.hpp"

#include "cli/frame/choices.hpp"
#include "cli/frame/tool.hpp"
#include "lib/base/text.hpp"

using namespace saoy;

namespace {

void put(cli::Run& run, const std::string& target, const std::string& bytes) {
    if (target == "-")
        run.print(bytes.substr(0, bytes.size() - 1));
    else
        write_file(target, bytes);
}

}  // namespace

int main(int argc, char** argv) {
    cli::Tool tool(argc, argv, "report", text::tr("Counts papers, pages and copies over many dossiers.").c_str(),
                   {{"saoy-report work/*/", text::tr("a table of what lies in a work folder")},
                    {"find work -mindepth 1 -maxdepth 1 -type d | saoy-report --lang vi --html report.html",
                     text::tr("one page with charts in Vietnamese, however many dossiers there are")}});
    std::string html, prometheus;
    double doubt = 70;
    tool.takes_items("DOSSIER", text::tr("dossier folders; read from standard input when none is given").c_str());
    tool.takes_json(text::tr("print one JSON object instead of the table").c_str());
    tool.takes_profile();
    CLI::App& app = tool.app();
    app.add_option("--html", html, text::tr("write a page with charts; - for standard output"))->type_name("FILE");
    app.add_option("--prometheus", prometheus,
                   text::tr("write metrics for the textfile collector, readable by all; - for standard output"))
        ->type_name("FILE");
    app.add_option("--doubt", doubt, text::tr("list pages read with less confidence than this"))
        ->type_name("PERCENT")
        ->check(cli::in_range(0, 100))
        ->capture_default_str();
    return tool.run([&](cli::Run& run) {
        stages::Report report(doubt / 100);
        report.type_names = stages::read_type_names(run.profile_folder(), run.schemas());
        run.for_each_item([&](const std::string& item) {
            try {
                report.add(run.shelf().read(item));
            } catch (const Error&) {
                report.add_unreadable();
                throw;
            }
        });
        const Time now = run.clock().now();
        if (!html.empty()) put(run, html, to_html(report, now, text::tr("Digitised and certified papers")));
        if (!prometheus.empty()) {
            put(run, prometheus, to_prometheus(report, now));
            using std::filesystem::perms;
            // The collector runs as another user; the metrics hold counts only.
            if (prometheus != "-")
                std::filesystem::permissions(
                    prometheus, perms::owner_read | perms::owner_write | perms::group_read | perms::others_read);
        }
        if (run.json()) run.print(to_json(report, now).dump());
        if (!run.json() && html.empty() && prometheus.empty()) {
            const std::string table = to_table(report);
            run.print(table.substr(0, table.size() - 1));
        }
    });
}
