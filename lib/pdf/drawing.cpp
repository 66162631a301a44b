// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/drawing.hpp"

#include "lib/pdf/content.hpp"
#include "lib/pdf/object_file.hpp"
#include "lib/pdf/statement.hpp"
#include "lib/pdf/update.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

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

std::string written(const Drawing& drawing, StatementFonts& fonts) {
    std::string out;
    for (const Drawing::Text& text : drawing.texts) {
        EmbeddedFont& font = fonts.of(text.bold);
        double x = text.at.x * points_a_mm;
        if (text.align == Drawing::Text::Align::centre) x -= font.width(text.size, text.text) / 2;
        out += std::string("BT\n/") + StatementFonts::resource(text.bold) + " " + number(text.size) + " Tf\n" +
               numbers(x, (drawing.height - text.at.y) * points_a_mm) + " Td\n" + font.shown(text.text) + "ET\n";
    }
    return out;
}

}  // namespace

std::string write_drawings(const std::vector<Drawing>& drawings, const Metadata& metadata, const Fonts& fonts) {
    std::string bytes;
    ObjectFile file([&](std::string_view more) { bytes += more; });
    StatementFonts loaded(fonts);
    const int tree = file.reserve(), resources = file.reserve();
    std::string kids;
    for (const Drawing& drawing : drawings) {
        const int content = file.add(packed_stream("", painted(drawing) + written(drawing, loaded)));
        kids += (kids.empty() ? "" : " ") +
                reference(file.add("<</Type/Page/Parent " + reference(tree) + "/MediaBox[0 0 " +
                                   numbers(drawing.width * points_a_mm, drawing.height * points_a_mm) + "]/Contents " +
                                   reference(content) + "/Resources " + reference(resources) + ">>"));
    }
    file.put(resources, "<</Font<<" + loaded.write(file) + ">>>>");
    file.put(tree, "<</Type/Pages/Count " + std::to_string(drawings.size()) + "/Kids[" + kids + "]>>");
    // A printer's dialogue that fits pages to the paper would change every length.
    const int catalog =
        file.add("<</Type/Catalog/Pages " + reference(tree) + "/ViewerPreferences<</PrintScaling/None>>>>");
    file.finish(catalog, file.add(info_dictionary(metadata)), file_id(metadata.key + metadata.title));
    return bytes;
}

}  // namespace saoy::pdf
