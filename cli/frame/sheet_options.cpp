// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/sheet_options.hpp"

#include "lib/base/text.hpp"
#include "lib/pdf/drawing.hpp"
#include "lib/stages/separator.hpp"

namespace saoy::cli {

namespace {

void write_sheet(const std::string& file, const Drawing& drawing, const char* title, Run& run) {
    pdf::Metadata metadata;
    metadata.title = title;
    metadata.creator = "saoy-scan";
    metadata.producer = "saoy " SAOY_VERSION;
    metadata.key = std::string("saoy/sheet/") + title;
    metadata.at = run.clock().now();
    write_file(file, pdf::write_drawing(drawing, metadata, run.profile().fonts));
    run.print(file);
}

}  // namespace

SheetOptions::SheetOptions(CLI::App& app) {
    app.add_option("--print-separators", separators_, text::tr("write a separator sheet to be printed, and end"))
        ->type_name("PDF");
}

bool SheetOptions::print(Run& run) const {
    if (!separators_.empty()) write_sheet(separators_, stages::separator_sheet(), "Tờ phân cách", run);
    return !separators_.empty();
}

}  // namespace saoy::cli
