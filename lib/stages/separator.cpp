// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/separator.hpp"

#include <algorithm>

#include "lib/barcode/code128.hpp"
#include "lib/barcode/qr.hpp"
#include "lib/base/child.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/image/patch_code.hpp"

namespace saoy::stages {

namespace {

// What other scanning programs print on their separator sheets too.
constexpr const char* separator_text = "PATCHT";

// ---- the sheet: millimetres ----
constexpr double unit = 0.08 * 25.4;
constexpr double bars_left = 20, bars_wide = 170;
constexpr double code_module = 0.6, code_high = 20;
constexpr double qr_module = 1.6;

// Narrow, wide, narrow, wide from `top`; upside down from the sheet's other end.
void draw_patch_t(Drawing& sheet, double top, bool upside_down) {
    double y = top;
    for (const double bar : upside_down ? std::vector{2.5, 1.0, 2.5, 1.0} : std::vector{1.0, 2.5, 1.0, 2.5}) {
        sheet.rectangle(bars_left, y, bars_wide, bar * unit);
        y += (bar + 1) * unit;
    }
}

void draw_code_128(Drawing& sheet, double top) {
    const std::vector<bool> modules = barcode::code_128(separator_text);
    const double left = (sheet.width - double(modules.size()) * code_module) / 2;
    for (std::size_t i = 0; i < modules.size();) {
        std::size_t end = i;
        while (end < modules.size() && modules[end]) ++end;
        if (end > i) sheet.rectangle(left + double(i) * code_module, top, double(end - i) * code_module, code_high);
        i = end + (end == i ? 1 : 0);
    }
}

void draw_qr(Drawing& sheet, double top) {
    const Modules code = barcode::qr_code(separator_text);
    const double left = (sheet.width - code.size * qr_module) / 2;
    for (int row = 0; row < code.size; ++row)
        for (int column = 0; column < code.size; ++column)
            if (code.at(row, column))
                sheet.rectangle(left + column * qr_module, top + row * qr_module, qr_module, qr_module);
}

bool says_separator(const Path& image, const Path& children, const Path& item, int page, Events& events) {
    ChildLimits limits;
    limits.cpu_s = 30;
    limits.wall = std::chrono::minutes(4);
    const ChildOutcome outcome = run_child({(children / "saoy-child-barcode").string(), image.string()}, {}, limits);
    const Json answer = Json::parse(outcome.out, nullptr, false);
    if (!outcome.ok() || !answer.is_object() || !answer.contains("symbols")) {
        Event event;
        event.kind = Event::Kind::warning;
        event.stage = "scan";
        event.item = item.string();
        event.page = page;
        event.code = "barcode-unread";
        event.text = text::fill(text::tr("page {0}: its bar codes could not be read"), {std::to_string(page)});
        event.hint = text::tr("if it is a separator sheet, print a new one");
        events.emit(event);
        return false;
    }
    for (const Json& symbol : answer["symbols"])
        if (symbol.value("text", "") == separator_text) return true;
    return false;
}

}  // namespace

Drawing separator_sheet() {
    Drawing sheet;
    const double patch_high = 10 * unit, edge = 14;
    draw_patch_t(sheet, edge, false);
    draw_patch_t(sheet, sheet.height - edge - patch_high, true);
    sheet.centred(62, 34, "TỜ PHÂN CÁCH", true);
    sheet.centred(75, 13, "Đặt tờ này giữa hai giấy tờ khi quét cả xấp.");
    sheet.centred(82, 13, "Tờ này không thuộc giấy tờ nào và dùng lại được nhiều lần.");
    draw_code_128(sheet, 94);
    draw_qr(sheet, 130);
    draw_code_128(sheet, 180);
    sheet.centred(215, 11, "Nhận ra khi quét với: saoy-scan --split separator");
    sheet.centred(222, 11, "In đúng cỡ A4, không thu phóng; thay tờ mới khi mờ, bẩn hoặc rách.");
    sheet.centred(231, 10, "Separator sheet: put it between two papers of a stack. Print at 100 %.");
    return sheet;
}

void find_separators(std::vector<Page>& pages, const Path& folder, double working_dpi, const Path& children,
                     const Path& item, Executor& executor, Events& events) {
    executor.for_each(pages.size(), [&](std::size_t i) {
        Page& page = pages[i];
        const Path file = folder / page.image.path;
        Raster raster = image::read_png(read_file(file));
        raster.dpi = std::min(working_dpi, page.dpi_x);
        const auto patch = image::patch_code(raster);
        page.separator = patch == 'T' || patch == '3' || says_separator(file, children, item, page.number, events);
    });
}

}  // namespace saoy::stages
