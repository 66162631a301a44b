// SPDX-License-Identifier: Apache-2.0
// The certifying statement as a block: QR code, lines, the places of the two signatures, names beneath.
#pragma once

#include <string>
#include <vector>

#include "lib/pdf/copy_writer.hpp"
#include "lib/pdf/embedded_font.hpp"
#include "lib/pdf/object_file.hpp"

namespace saoy::pdf {

struct StatementFonts {
    explicit StatementFonts(const Fonts& fonts) : regular(fonts.statement_regular), bold(fonts.statement_bold) {}
    EmbeddedFont& of(bool is_bold) { return is_bold ? bold : regular; }
    static const char* resource(bool is_bold) { return is_bold ? "Bold" : "Regular"; }
    // Writes the fonts that were used and gives their entries in a page's resources: "/Regular 7 0 R".
    std::string write(ObjectFile& file) const;

    EmbeddedFont regular, bold;
};

class StatementBlock {
public:
    StatementBlock(const Statement& statement, StatementFonts& fonts);  // both outlive it

    double width() const { return width_; }  // points
    double height() const { return height_; }

    struct SignatureBox {
        std::string field;
        double left, bottom, width, height;
    };
    struct Drawing {
        std::string operators;
        std::vector<SignatureBox> boxes;
    };
    // With the block's upper left corner at (left, top) in the page's coordinates.
    Drawing draw(double left, double top) const;

private:
    struct Row {
        std::string text;
        bool bold;
        double size, x, y;  // of the baseline's left end, down from the block's upper left corner
    };
    struct Place {
        std::string field;
        double x, y;  // of the box's upper left corner, as a row's
        double width, height;
    };
    // Each gives where it ends.
    double add_lines(const std::vector<StatementLine>& lines, double left, double width, double top);
    double add_box(const char* field, const std::string& name, double left, double width, double top);
    double add_boxes(double left, double width, double top);  // one above the other
    void centre(const std::string& text, bool bold, double size, double left, double width, double baseline);

    const Statement& statement_;
    StatementFonts& fonts_;
    std::vector<Row> rows_;
    std::vector<Place> boxes_;
    double width_ = 0, height_ = 0;
    double code_top_ = 0;
};

}  // namespace saoy::pdf
