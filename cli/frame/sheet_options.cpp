// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/sheet_options.hpp"

#include <cstdio>

#include "lib/base/text.hpp"
#include "lib/pdf/drawing.hpp"
#include "lib/stages/qualification.hpp"
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
    write_file(file, pdf::write_drawings({drawing}, metadata, run.profile().fonts));
    run.print(file);
}

std::string figure(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

void print_reading(const TargetReading& reading, Run& run) {
    run.print(text::fill(text::tr("resolution: {0} dpi by the file, {1} across, {2} down"),
                         {figure(reading.said_dpi), figure(reading.dpi_across), figure(reading.dpi_down)}));
    run.print(text::fill(text::tr("skew: {0} degrees; distortion: {1} mm"),
                         {figure(reading.skew), figure(reading.distortion_mm)}));
    run.print(text::fill(text::tr("uniformity: {0}"), {figure(reading.uniformity)}));
    run.print(text::fill(text::tr("tones: {0} of 10 steps told apart, white {1}, black {2}"),
                         {std::to_string(reading.tone_steps), figure(reading.white), figure(reading.black)}));
    run.print(text::fill(text::tr("sharpness: {0} line pairs a millimetre across, {1} down, at half contrast"),
                         {figure(reading.mtf50_across), figure(reading.mtf50_down)}));
}

}  // namespace

SheetOptions::SheetOptions(CLI::App& app) {
    app.add_option("--print-separators", separators_, text::tr("write a separator sheet to be printed, and end"))
        ->type_name("PDF");
    app.add_option("--print-target", target_, text::tr("write the target to be printed and scanned, and end"))
        ->type_name("PDF");
    CLI::Option* qualify =
        app.add_option("--qualify", scan_, text::tr("measure a scan of the target, record the result, and end"))
            ->type_name("SCAN");
    app.add_option("--qualifications", qualifications_, text::tr("with --qualify: file that the result is added to"))
        ->type_name("FILE")
        ->needs(qualify);
}

bool SheetOptions::run(const std::string& device, std::optional<double> dpi, Run& run) const {
    if (!separators_.empty()) write_sheet(separators_, stages::separator_sheet(), "Tờ phân cách", run);
    if (!target_.empty()) write_sheet(target_, scan_target::draw(), "Trang đo máy quét", run);
    if (!scan_.empty()) qualify(device, dpi, run);
    return !separators_.empty() || !target_.empty() || !scan_.empty();
}

void SheetOptions::qualify(const std::string& device, std::optional<double> dpi, Run& run) const {
    for (const auto& [value, option] : {std::pair(device, "--from-device"), {qualifications_, "--qualifications"}})
        if (value.empty())
            throw Error(Fault::usage, "option-missing", text::fill(text::tr("{0} must be given"), {option}));
    const stages::Qualification made =
        stages::qualify(scan_, device, dpi, run.profile(), run.children(), run.clock().now());
    stages::record(qualifications_, made);
    if (run.json())
        run.print(stages::to_json(made).dump());
    else
        print_reading(made.reading, run);
    for (const std::string& fault : made.faults) {
        Event event;
        event.kind = Event::Kind::warning;
        event.stage = "qualify";
        event.item = scan_;
        event.code = fault;
        event.text = text::fill(text::tr("the scanner does not meet the profile's rules: {0}"), {fault});
        event.hint = text::tr("clean the glass, set the scanner to 100 %, and measure again");
        run.events().emit(event);
    }
    if (!run.json()) run.print(made.faults.empty() ? text::tr("passed") : text::tr("failed"));
    if (!made.faults.empty()) run.answer_no();
}

}  // namespace saoy::cli
