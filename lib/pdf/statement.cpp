// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/statement.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

constexpr double mm = points_a_mm;
constexpr double padding = 2 * mm, gap = 3 * mm;
// 4 pixels a module at 300 dpi (0.34 mm) are read safely after printing and scanning; 0.42 mm leaves room.
constexpr double module_side = 0.42 * mm;
constexpr int quiet_modules = 4;  // ISO/IEC 18004
// The line with a signature's time stays on one line at 8 points and more; a signer's long name may take two.
constexpr double box_width = 58 * mm;
constexpr double leading = 1.25;  // of the font size
// What a signature's look takes up around its lines and from line to line (signature_look.cpp), and a little more.
constexpr double look_margin = 2.5, look_leading = 1.2;

std::vector<std::string> filled(const EmbeddedFont& font, double size, const std::string& text, double width) {
    std::vector<std::string> lines;
    std::string line;
    for (const std::string& word : text::split(text, ' ')) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && font.width(size, longer) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    lines.push_back(line);
    return lines;
}

// As few lines as the width allows, of about the same length.
std::vector<std::string> wrapped(const EmbeddedFont& font, double size, const std::string& text, double width) {
    std::vector<std::string> lines = filled(font, size, text, width);
    for (double less = width - size; lines.size() > 1 && less > 0; less -= size) {
        std::vector<std::string> even = filled(font, size, text, less);
        if (even.size() > lines.size()) break;
        lines = std::move(even);
    }
    return lines;
}

// Each line broken into about so many.
std::vector<std::string> in_rows(const EmbeddedFont& font, double size, const std::vector<StatementLine>& lines,
                                 int rows) {
    std::vector<std::string> set;
    for (const StatementLine& line : lines) {
        double width = font.width(size, line.text);
        if (rows > 1) width = width / rows * 1.1;
        std::vector<std::string> parts = filled(font, size, line.text, width);
        while (int(parts.size()) > rows) parts = filled(font, size, line.text, width += size / 2);
        set.insert(set.end(), parts.begin(), parts.end());
    }
    return set;
}

double side_of(const Modules& code) { return (code.size + 2 * quiet_modules) * module_side; }

// In modules, so that the numbers are small and deflate well.
std::string drawn(const Modules& code, double left, double top) {
    std::string out = "q\n0 g\n" +
                      numbers(module_side, 0, 0, -module_side, left + quiet_modules * module_side,
                              top - quiet_modules * module_side) +
                      " cm\n";
    for (int row = 0; row < code.size; ++row)
        for (int column = 0; column < code.size;) {
            int end = column;
            while (end < code.size && code.at(row, end)) ++end;
            if (end > column) out += numbers(column, row, end - column, 1) + " re\n";
            column = end + (end == column ? 1 : 0);
        }
    return out + "f\nQ\n";
}

}  // namespace

std::string StatementFonts::write(ObjectFile& file) const {
    std::string entries;
    for (const bool is_bold : {false, true}) {
        const EmbeddedFont& font = is_bold ? bold : regular;
        if (!font.used()) continue;
        const int number = file.reserve();
        font.write(number, file);
        entries += std::string("/") + resource(is_bold) + " " + reference(number);
    }
    return entries;
}

StatementBlock::StatementBlock(const Statement& statement, StatementFonts& fonts)
    : statement_(statement), fonts_(fonts), code_top_(padding) {
    const double code_side = statement.verification.size > 0 ? side_of(statement.verification) : 0;
    const double code_column = code_side > 0 ? code_side + gap : 0;
    std::vector<StatementLine> lines;
    double widest = 0;
    for (const StatementLine& line : statement.lines)
        for (const std::string& part : text::split(line.text, '\n')) {
            lines.push_back({part, line.bold});
            widest = std::max(widest, fonts.of(line.bold).width(statement.size, part));
        }

    double content = 0, bottom = 0;
    switch (statement.layout) {
        case Statement::Layout::block: {
            content = std::max(code_column + widest, 2 * box_width + gap);
            const double half = (content - gap) / 2;
            const double end = add_lines(lines, padding + code_column, content - code_column, padding);
            const double boxes = std::max(end + statement.size * 0.5, padding + code_side + 1 * mm);
            bottom = add_box("official", statement.official, padding + half + gap, half, boxes);
            bottom = std::max(bottom, add_box("agency", statement.agency, padding, half, boxes));
            break;
        }
        case Statement::Layout::column: {
            content = std::max(widest, code_column + box_width);
            code_top_ = add_lines(lines, padding, content, padding) + statement.size * 0.5;
            bottom = add_boxes(padding + code_column, content - code_column, code_top_);
            bottom = std::max(bottom, code_top_ + code_side);
            break;
        }
        case Statement::Layout::corner: {
            const std::vector<std::string> set = in_rows(fonts.regular, statement.size, lines, statement.rows);
            double across = 0;
            for (const std::string& each : set) across = std::max(across, fonts.regular.width(statement.size, each));
            width_ = across + 2 * look_margin;
            height_ = double(set.size()) * statement.size * look_leading + 2 * look_margin;
            boxes_.push_back({statement.official.empty() ? "agency" : "official", 0, 0, width_, height_});
            return;
        }
        case Statement::Layout::strip: {
            content = code_column + widest + gap + box_width;
            const double end = add_lines(lines, padding + code_column, widest, padding);
            bottom = add_boxes(padding + code_column + widest + gap, box_width, padding);
            bottom = std::max({bottom, end, padding + code_side});
            break;
        }
    }
    width_ = padding + content + padding;
    height_ = bottom + statement.size * 0.4 + padding;
}

double StatementBlock::add_lines(const std::vector<StatementLine>& lines, double left, double width, double top) {
    for (const StatementLine& line : lines) {
        top += statement_.size * leading;
        centre(line.text, line.bold, statement_.size, left, width, top);
    }
    return top;
}

double StatementBlock::add_box(const char* field, const std::string& name, double left, double width, double top) {
    if (name.empty()) return top;
    const double box_height = statement_.signature_height * mm;
    boxes_.push_back({field, left + (width - box_width) / 2, top, box_width, box_height});
    double y = top + box_height;
    for (const std::string& part : wrapped(fonts_.bold, statement_.size, name, width)) {
        y += statement_.size * leading;
        centre(part, true, statement_.size, left, width, y);
    }
    return y;
}

double StatementBlock::add_boxes(double left, double width, double top) {
    const double between = add_box("official", statement_.official, left, width, top);
    return add_box("agency", statement_.agency, left, width, between + statement_.size * 0.4);
}

void StatementBlock::centre(const std::string& text, bool bold, double size, double left, double width,
                            double baseline) {
    const double taken = fonts_.of(bold).width(size, text);
    rows_.push_back({text, bold, size, left + std::max(0.0, (width - taken) / 2), baseline});
}

StatementBlock::Drawing StatementBlock::draw(double left, double top) const {
    Drawing drawing;
    for (const Place& box : boxes_)
        drawing.boxes.push_back({box.field, left + box.x, top - box.y - box.height, box.width, box.height});
    if (statement_.layout == Statement::Layout::corner) return drawing;
    // A thin frame shows what the office has added to the image of the original.
    drawing.operators = "q\n0 G 0.5 w\n" + numbers(left, top - height_, width_, height_) + " re S\n";
    if (statement_.verification.size > 0)
        drawing.operators += drawn(statement_.verification, left + padding, top - code_top_);
    drawing.operators += "BT 0 g 0 Tr 100 Tz\n";
    for (const Row& row : rows_) {
        drawing.operators += std::string("/") + StatementFonts::resource(row.bold) + " " + number(row.size) + " Tf " +
                             numbers(1, 0, 0, 1, left + row.x, top - row.y) + " Tm " +
                             fonts_.of(row.bold).shown(row.text);
    }
    drawing.operators += "ET\nQ\n";
    return drawing;
}

}  // namespace saoy::pdf
