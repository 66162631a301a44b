// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/statement.hpp"

#include <algorithm>
#include <filesystem>

#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/objects.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

constexpr double mm = points_a_mm;
constexpr double padding = 2 * mm, gap = 3 * mm;
// 4 pixels a module at 300 dpi (0.34 mm) are read safely after printing and scanning; 0.42 mm leaves room.
constexpr double module_side = 0.42 * mm;
constexpr int quiet_modules = 4;  // ISO/IEC 18004
constexpr double box_width = 44 * mm, box_height = 18 * mm;
constexpr double leading = 1.25;  // of the font size

double measured(PdfFont* font, double size, const std::string& text) {
    font->SetFontSize(float(size));
    return font->GetFontMetrics()->StringWidth(text_string(text));
}

std::string shown(PdfFont* font, const std::string& text) {
    const PdfString string = text_string(text);
    font->AddUsedSubsettingGlyphs(string, long(string.GetCharacterLength()));
    const PdfRefCountedBuffer codes = font->GetEncoding()->ConvertToEncoding(string, font);
    return "<" + hex({codes.GetBuffer(), codes.GetSize()}) + "> Tj\n";
}

std::vector<std::string> wrapped(PdfFont* font, double size, const std::string& text, double width) {
    std::vector<std::string> lines;
    std::string line;
    for (const std::string& word : text::split(text, ' ')) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && measured(font, size, longer) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    lines.push_back(line);
    return lines;
}

double side_of(const Modules& code) { return (code.size + 2 * quiet_modules) * module_side; }

std::string drawn(const Modules& code, double left, double top) {
    std::string out = "0 g\n";
    for (int row = 0; row < code.size; ++row)
        for (int column = 0; column < code.size;) {
            int end = column;
            while (end < code.size && code.at(row, end)) ++end;
            if (end > column)
                out +=
                    numbers(left + (quiet_modules + column) * module_side,
                            top - (quiet_modules + row + 1) * module_side, (end - column) * module_side, module_side) +
                    " re\n";
            column = end + (end == column ? 1 : 0);
        }
    return out + "f\n";
}

}  // namespace

StatementFonts load_statement_fonts(PdfMemDocument& document, const Fonts& fonts) {
    const auto load = [&](const char* name, bool bold, const std::string& file) {
        if (!std::filesystem::exists(file))
            throw Error(Fault::configuration, "no-font", text::fill(text::tr("font {0} is not there"), {file}),
                        text::tr("install it, or name another in the profile"));
        // With a file name given, PoDoFo does not ask fontconfig.
        PdfFont* const font =
            document.CreateFontSubset(name, bold, false, false, new PdfIdentityEncoding(0, 0xffff, true), file.c_str());
        if (font == nullptr)
            throw Error(Fault::configuration, "bad-font", text::fill(text::tr("font {0} cannot be read"), {file}));
        return font;
    };
    return {load("StatementRegular", false, fonts.statement_regular),
            load("StatementBold", true, fonts.statement_bold)};
}

StatementBlock::StatementBlock(const Statement& statement, const StatementFonts& fonts)
    : statement_(statement), fonts_(fonts) {
    const double size = statement.size, step = size * leading;
    const double code_side = statement.verification.size > 0 ? side_of(statement.verification) : 0;

    std::vector<StatementLine> lines;
    for (const StatementLine& line : statement.lines)
        for (const std::string& part : text::split(line.text, '\n')) lines.push_back({part, line.bold});
    double widest = measured(fonts.bold, size, statement.official);
    for (const StatementLine& line : lines)
        widest = std::max(widest, measured(line.bold ? fonts.bold : fonts.regular, size, line.text));
    left_column_ = std::max(code_side, box_width);
    right_column_ = std::max(widest, box_width);
    width_ = padding + left_column_ + gap + right_column_ + padding;
    const double right = padding + left_column_ + gap;

    double y = padding;
    for (const StatementLine& line : lines) {
        y += step;
        centre(line.text, line.bold, size, right, right_column_, y);
    }
    boxes_top_ = std::max(y + size * 0.5, padding + code_side + 1 * mm);
    const double names_top = boxes_top_ + box_height;
    centre(statement.official, true, size, right, right_column_, names_top + step);
    y = names_top;
    for (const std::string& part : wrapped(fonts.bold, size, statement.agency, left_column_)) {
        y += step;
        centre(part, true, size, padding, left_column_, y);
    }
    height_ = std::max(y, names_top + step) + size * 0.4 + padding;
}

void StatementBlock::centre(const std::string& text, bool bold, double size, double left, double width,
                            double baseline) {
    const double taken = measured(bold ? fonts_.bold : fonts_.regular, size, text);
    rows_.push_back({text, bold, size, left + std::max(0.0, (width - taken) / 2), baseline});
}

StatementBlock::Drawing StatementBlock::draw(double left, double top) const {
    Drawing drawing;
    // A thin frame shows what the office has added to the image of the original.
    drawing.operators = "q\n0 G 0.5 w\n" + numbers(left, top - height_, width_, height_) + " re S\n";
    if (statement_.verification.size > 0) {
        const double side = side_of(statement_.verification);
        drawing.operators += drawn(statement_.verification, left + padding + (left_column_ - side) / 2, top - padding);
    }
    drawing.operators += "BT 0 g 0 Tr 100 Tz\n";
    for (const Row& row : rows_) {
        drawing.operators += std::string("/") +
                             (row.bold ? StatementFonts::bold_resource : StatementFonts::regular_resource) + " " +
                             number(row.size) + " Tf " + numbers(1, 0, 0, 1, left + row.x, top - row.y) + " Tm " +
                             shown(row.bold ? fonts_.bold : fonts_.regular, row.text);
    }
    drawing.operators += "ET\nQ\n";
    const double bottom = top - boxes_top_ - box_height;
    const auto box = [&](const char* field, double column_left, double column_width) {
        drawing.boxes.push_back(
            {field, PdfRect(left + column_left + (column_width - box_width) / 2, bottom, box_width, box_height)});
    };
    box("official", padding + left_column_ + gap, right_column_);
    box("agency", padding, left_column_);
    return drawing;
}

}  // namespace saoy::pdf
