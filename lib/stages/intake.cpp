// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/intake.hpp"

#include <cmath>
#include <csignal>
#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

ChildLimits limits_for(const ScanRules& rules, std::uintmax_t file_bytes) {
    ChildLimits limits;
    // one decoded page as 32-bit pixels, half as much again for the decoder, and the file itself
    limits.memory_bytes = (std::size_t(512) << 20) + std::size_t(rules.most_megapixels * 6e6) + 2 * file_bytes;
    limits.cpu_s = 60 + int(file_bytes >> 18);  // a second for 256 KiB: G4 pages are small and slow
    limits.wall = std::chrono::seconds(4 * limits.cpu_s);
    return limits;
}

void throw_fault_of(const ChildOutcome& outcome) {
    const Json answer = Json::parse(outcome.out, nullptr, false);
    const bool told = answer.is_object() && answer.contains("error");
    // A process that is at its limit of processor time gets SIGKILL where both limits are one.
    const bool stopped = outcome.timed_out || outcome.signal == SIGKILL || outcome.signal == SIGXCPU;
    if (stopped || (told && answer["error"].value("code", "") == "out-of-memory"))
        throw Error(Fault::input, "file-over-limits",
                    text::tr("the file asks for more time or memory than a file of its size may take; it is damaged or "
                             "made to overload the program"),
                    text::tr("scan the paper again"));
    if (told) {
        const Json& error = answer["error"];
        const Fault fault = outcome.status == exit_status(Fault::input) ? Fault::input : Fault::io;
        // The child speaks English; a sentence without figures is its own key in the catalogue.
        throw Error(fault, error.value("code", "unreadable"), text::tr(error.value("sentence", "").c_str()),
                    text::tr(error.value("hint", "").c_str()));
    }
    throw Error(Fault::input, "unreadable",
                text::tr("the file broke the program that reads it; it is damaged or hostile"),
                text::tr("scan the paper again"));
}

namespace {

Json ask(const std::vector<std::string>& words, const ScanRules& rules, std::uintmax_t file_bytes) {
    const ChildOutcome outcome = run_child(words, {}, limits_for(rules, file_bytes));
    if (!outcome.ok()) throw_fault_of(outcome);
    const Json answer = Json::parse(outcome.out, nullptr, false);
    if (!answer.is_object() || !(answer.contains("pages") || answer.contains("electronic")))
        throw Error(Fault::internal, "intake", text::tr("the reading program gave no answer"));
    return answer;
}

std::vector<std::string> words_for(const char* mode, const Path& file, const Path& children, const ScanRules& rules) {
    return {(children / "saoy-child-intake").string(), mode, file.string(), std::to_string(rules.most_megapixels),
            std::to_string(rules.most_pages)};
}

}  // namespace

void draw_page(const Path& pdf, const Json& entry, int number, const Path& png, const ScanRules& rules) {
    const double pixels = entry.at("width_inch").get<double>() * entry.at("height_inch").get<double>() *
                          rules.render_dpi * rules.render_dpi;
    if (pixels > rules.most_megapixels * 1e6)
        throw Error(Fault::input, "page-too-large",
                    text::fill(text::tr("page {0} has {1} million pixels when it is drawn at {2} dpi; the most is {3}"),
                               {std::to_string(number), std::to_string(std::llround(pixels / 1e6)),
                                std::to_string(int(rules.render_dpi)), std::to_string(int(rules.most_megapixels))}),
                    text::tr("print it to paper size first"));
    const std::string page_number = std::to_string(number);
    const ChildLimits limits = limits_for(rules, std::filesystem::file_size(pdf));
    const ChildOutcome drawn =
        run_child({"pdftoppm", "-r", std::to_string(int(rules.render_dpi)), "-cropbox", "-png", "-singlefile", "-f",
                   page_number, "-l", page_number, pdf.string(), Path(png).replace_extension().string()},
                  {}, limits);
    if (!drawn.ok() || !std::filesystem::exists(png))
        throw Error(Fault::input, "pdf-broken", text::fill(text::tr("page {0} cannot be drawn"), {page_number}),
                    text::tr("print it to a new PDF, or scan the paper"));
}

Page page_from(const Json& entry, int number, std::string path) {
    Page page;
    page.number = number;
    page.master.path = std::move(path);
    page.media_type = entry.at("media_type").get<std::string>();
    page.width = entry.at("width").get<int>();
    page.height = entry.at("height").get<int>();
    page.bits = entry.at("bits").get<int>();
    page.components = entry.at("components").get<int>();
    page.dpi_x = entry.at("dpi_x").get<double>();
    page.dpi_y = entry.at("dpi_y").get<double>();
    return page;
}

namespace {

std::vector<IntakePage> take_in_image(const Path& folder, const std::string& source, const Path& children,
                                      const ScanRules& rules) {
    const Path file = folder / source;
    const Json answer = ask(words_for("image", file, children, rules), rules, std::filesystem::file_size(file));
    std::vector<IntakePage> pages;
    for (const Json& frame : answer.at("pages")) {
        const int number = int(pages.size()) + 1;
        Page page = page_from(frame, number, source);
        page.frame = number - 1;
        pages.push_back({page, -1, {}});
    }
    return pages;
}

IntakePage render(const Json& entry, int number, const Path& folder, const std::string& source, const Path& children,
                  const ScanRules& rules) {
    char name[32];
    std::snprintf(name, sizeof name, "pages/p%04d.png", number);
    const std::string path = name;
    draw_page(folder / source, entry, number, folder / path, rules);
    write_file(folder / path, read_file(folder / path));  // durable: pdftoppm does not sync
    IntakePage page = take_in_image(folder, path, children, rules).front();
    page.page.number = number;
    page.page.rendered = true;
    page.page.dpi_x = page.page.dpi_y = rules.render_dpi;
    page.rotation = 0;  // pdftoppm has turned it
    page.why = entry.value("why", "");
    return page;
}

Intake take_in_pdf(const Path& folder, const std::string& source, const Path& children, const ScanRules& rules,
                   Executor& executor) {
    const Path file = folder / source;
    std::vector<std::string> words = words_for("pdf", file, children, rules);
    words.push_back((folder / "pages").string());
    const Json answer = ask(words, rules, std::filesystem::file_size(file));
    if (answer.contains("electronic")) return {{}, answer["electronic"].get<int>()};
    const Json& entries = answer["pages"];
    std::vector<IntakePage> pages(entries.size());
    executor.for_each(entries.size(), [&](std::size_t i) {
        const Json& entry = entries[i];
        const int number = int(i) + 1;
        if (entry.contains("file"))
            pages[i] = {page_from(entry, number, "pages/" + entry["file"].get<std::string>()),
                        entry.at("rotation").get<int>(),
                        {}};
        else
            pages[i] = render(entry, number, folder, source, children, rules);
    });
    return {std::move(pages)};
}

}  // namespace

InputKind kind_of(std::string_view bytes) {
    const auto starts = [&](std::string_view with) { return bytes.substr(0, with.size()) == with; };
    if (bytes.empty())
        throw Error(Fault::input, "empty-file", text::tr("the file is empty"),
                    text::tr("copy it again from where it came"));
    if (starts("\xff\xd8\xff")) return InputKind::jpeg;
    if (starts("\x89PNG\r\n\x1a\n")) return InputKind::png;
    if (starts(std::string_view("II*\0", 4)) || starts(std::string_view("MM\0*", 4))) return InputKind::tiff;
    // Readers accept a header that does not stand at the very beginning.
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return InputKind::pdf;
    throw Error(Fault::input, "not-an-image", text::tr("not a JPEG, PNG or TIFF image and no PDF"),
                text::tr("saoy reads JPEG, PNG, TIFF and PDF; what counts is the content, not the name"));
}

const char* extension_of(InputKind kind) {
    switch (kind) {
        case InputKind::jpeg: return ".jpg";
        case InputKind::png: return ".png";
        case InputKind::tiff: return ".tif";
        case InputKind::pdf: break;
    }
    return ".pdf";
}

Intake take_in(InputKind kind, const Path& folder, const std::string& source, const Path& children,
               const ScanRules& rules, Executor& executor) {
    if (kind == InputKind::pdf) return take_in_pdf(folder, source, children, rules, executor);
    return {take_in_image(folder, source, children, rules)};
}

}  // namespace saoy::stages
