// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/drawing.hpp"

#include "lib/pdf/content.hpp"
#include "lib/pdf/objects.hpp"
#include "lib/pdf/statement.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

std::string painted(const Drawing& drawing) {
    std::string out;
    const auto place = [&](const Drawing::Point& point) {
        return numbers(point.x * points_a_mm, (drawing.height - point.y) * points_a_mm);
    };
    for (const Drawing::Shape& shape : drawing.shapes) {
        out += number(shape.grey) + " g\n";
        const char* word = " m\n";
        for (const Drawing::Point& corner : shape.corners) {
            out += place(corner) + word;
            word = " l\n";
        }
        out += "f\n";
    }
    return out + "0 g\n";
}

std::string written(const Drawing& drawing, const StatementFonts& fonts) {
    std::string out;
    for (const Drawing::Text& text : drawing.texts) {
        PdfFont* const font = text.bold ? fonts.bold : fonts.regular;
        double x = text.at.x * points_a_mm;
        if (text.align == Drawing::Text::Align::centre) x -= measured(font, text.size, text.text) / 2;
        out += std::string("BT\n/") + (text.bold ? StatementFonts::bold_resource : StatementFonts::regular_resource) +
               " " + number(text.size) + " Tf\n" + numbers(x, (drawing.height - text.at.y) * points_a_mm) + " Td\n" +
               shown(font, text.text) + "ET\n";
    }
    return out;
}

}  // namespace

std::string write_drawings(const std::vector<Drawing>& drawings, const Metadata& metadata, const Fonts& fonts) {
    PdfError::EnableDebug(false);
    PdfError::EnableLogging(false);
    try {
        PdfMemDocument document;
        document.SetWriteMode(ePdfWriteMode_Clean);
        const StatementFonts loaded = load_statement_fonts(document, fonts);
        for (const Drawing& drawing : drawings) {
            const double width = drawing.width * points_a_mm, height = drawing.height * points_a_mm;
            PdfPage* const page = document.CreatePage(PdfRect(0, 0, width, height));
            page->GetObject()->GetDictionary().AddKey("MediaBox", array_of({0, 0, width, height}));
            page->AddResource(StatementFonts::regular_resource, loaded.regular->GetObject()->Reference(), "Font");
            page->AddResource(StatementFonts::bold_resource, loaded.bold->GetObject()->Reference(), "Font");
            const std::string operators = painted(drawing) + written(drawing, loaded);
            page->GetContents()->GetStream()->Set(operators.data(), pdf_long(operators.size()));
        }
        // A printer's dialogue that fits pages to the paper would change every length.
        PdfDictionary preferences;
        preferences.AddKey("PrintScaling", PdfName("None"));
        document.GetCatalog()->GetDictionary().AddKey("ViewerPreferences", preferences);
        document.EmbedSubsetFonts();
        set_info(document.GetInfo()->GetObject()->GetDictionary(), metadata);
        PdfRefCountedBuffer buffer;
        PdfOutputDevice device(&buffer);
        document.Write(&device);
        return {buffer.GetBuffer(), device.GetLength()};
    } catch (const PdfError& error) {
        throw to_error(error);
    }
}

}  // namespace saoy::pdf
