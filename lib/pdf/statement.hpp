// SPDX-License-Identifier: Apache-2.0
// The certifying statement as a block: QR code, lines, the places of the two signatures, names beneath.
#pragma once

#include <string>
#include <vector>

#include "lib/pdf/copy_writer.hpp"
#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

struct StatementFonts {
    PoDoFo::PdfFont* regular;
    PoDoFo::PdfFont* bold;
    static constexpr const char* regular_resource = "Regular";
    static constexpr const char* bold_resource = "Bold";
};

// Loads the two fonts, subset on writing, into the document. Throws Error(configuration).
StatementFonts load_statement_fonts(PoDoFo::PdfMemDocument& document, const Fonts& fonts);

// Points that the text takes up in a line.
double measured(PoDoFo::PdfFont* font, double size, const std::string& text);
// The operator that shows the text; its glyphs join the font's subset.
std::string shown(PoDoFo::PdfFont* font, const std::string& text);

class StatementBlock {
public:
    StatementBlock(const Statement& statement, const StatementFonts& fonts);

    double width() const { return width_; }  // points
    double height() const { return height_; }

    struct SignatureBox {
        std::string field;
        PoDoFo::PdfRect rectangle;
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
    StatementFonts fonts_;
    std::vector<Row> rows_;
    std::vector<Place> boxes_;
    double width_ = 0, height_ = 0;
    double code_top_ = 0;
};

}  // namespace saoy::pdf
