// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/copy_writer.hpp"

#include <algorithm>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/model/card_sheet.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/date.hpp"
#include "lib/pdf/document_parts.hpp"
#include "lib/pdf/placing.hpp"
#include "lib/pdf/statement.hpp"
#include "lib/pdf/text_layer.hpp"
#include "lib/pdf/update.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

namespace {

constexpr Size a4_size{a4.width * points_a_mm, a4.height* points_a_mm};

class Writer {
public:
    Writer(const Metadata& metadata, const Fonts& fonts)
        : metadata_(metadata),
          fonts_(fonts),
          file_([this](std::string_view more) { bytes_ += more; }),
          catalog_(file_.reserve()),
          tree_(file_.reserve()),
          text_font_(file_.reserve()) {}

    // A page with a place stands on a sheet, which it shares with the page before it that has one too.
    void add_page(const CopyPage& source) {
        const Size size = page_size(source);
        if (!source.place || sheets_.empty() || !sheets_.back().shared)
            add_sheet(source.place ? a4_size : size).shared = source.place.has_value();
        Sheet& sheet = sheets_.back();
        const std::string name = sheet.images == 0 ? "Image" : "Image" + std::to_string(sheet.images + 1);
        ++sheet.images;
        sheet.objects += "/" + name + " " + reference(file_.add(image_object(source.image)));
        std::string drawn = placed(source, name);
        if (source.text) {
            const std::string text = text_.operators(*source.text, size.width, size.height);
            // where its words stand on the straight page; an image that is left leaning takes them along
            const std::string lean = text_turn(source);
            if (!text.empty()) drawn += lean.empty() ? text : "q\n" + lean + text + "Q\n";
            sheet.has_text = sheet.has_text || !text.empty();
        }
        if (source.place) {
            const double left = source.place->left * points_a_mm,
                         bottom = a4_size.height - source.place->top * points_a_mm - size.height;
            drawn = "q\n" + numbers(1, 0, 0, 1, left, bottom) + " cm\n" + drawn + "Q\n";
        }
        sheet.operators += drawn;
    }

    // With its upper left corner at `place` of the last page, or in the middle of a page of its own.
    void add_statement(const StatementBlock& block, const std::optional<Area>& place) {
        if (!place) {
            const double width = std::max(sheets_.back().size.width, a4_size.width);
            add_sheet({width, a4_size.height});
        }
        Sheet& sheet = sheets_.back();
        draw(block, sheet, place ? place->left * points_a_mm : (sheet.size.width - block.width()) / 2,
             sheet.size.height - (place ? place->top : 20) * points_a_mm);
        sheet.has_statement = true;
    }

    // The line of a signature, on the first page.
    void add_corner(const StatementBlock& block, const Area& place) {
        Sheet& sheet = sheets_.front();
        draw(block, sheet, place.left * points_a_mm, sheet.size.height - place.top * points_a_mm);
    }

    // ISO 19005-3 6.8: a file specification of its own relation, named in the tree of embedded files and in /AF.
    void attach(const Attachment& attachment) {
        const int file = file_.add(packed_stream(
            "/Type/EmbeddedFile/Subtype" + written(name_value(attachment.media_type)) + "/Params<</ModDate(" +
                pdf_date(metadata_.at) + ")/Size " + std::to_string(attachment.bytes.size()) + ">>",
            attachment.bytes));
        const std::string name = text_string_of(attachment.name);
        const int specification =
            file_.add("<</Type/Filespec/F" + name + "/UF" + name + "/Desc" + text_string_of(attachment.description) +
                      "/AFRelationship/Supplement/EF<</F " + reference(file) + "/UF " + reference(file) + ">>>>");
        entries_ += "/Names<</EmbeddedFiles<</Names[" + name + reference(specification) + "]>>>>/AF[" +
                    reference(specification) + "]";
        part_ = 3;
    }

    std::string finish(StatementFonts& fonts) {
        const std::string statement = fonts.write(file_);
        std::string kids;
        for (const Sheet& sheet : sheets_) {
            kids += (kids.empty() ? "" : " ") + reference(sheet.number);
            write(sheet, statement);
        }
        file_.put(tree_, "<</Type/Pages/Count " + std::to_string(sheets_.size()) + "/Kids[" + kids + "]>>");
        if (text_.used())
            text_.write_font(fonts_.text_layer, text_font_, file_);
        else
            file_.put(text_font_, "null");
        const int form = file_.add("<</Fields[" + fields_ + "]/DR<</Font<<" + statement + ">>>>>>");
        file_.put(catalog_, "<</Type/Catalog/Pages " + reference(tree_) + "/AcroForm " + reference(form) + entries_ +
                                archival_entries(file_, metadata_, fonts_.icc, part_) + ">>");
        file_.finish(catalog_, file_.add(info_dictionary(metadata_)), file_id(metadata_.key));
        return std::move(bytes_);
    }

private:
    struct Sheet {
        int number = 0;
        Size size;
        bool shared = false;  // its pages have places on it
        int images = 0;
        std::string operators{}, objects{}, widgets{};  // content, image resources, annotations
        bool has_text = false, has_statement = false;
    };

    Sheet& add_sheet(const Size& size) {
        sheets_.push_back({file_.reserve(), size});
        return sheets_.back();
    }

    // Draws the block, and empty signature fields that signing fills; each with an appearance, as ISO 19005-2 6.3.3
    // wants.
    void draw(const StatementBlock& block, Sheet& sheet, double left, double top) {
        const StatementBlock::Drawing drawing = block.draw(left, top);
        sheet.operators += drawing.operators;
        for (const auto& box : drawing.boxes) {
            int& look = looks_[numbers(box.width, box.height)];
            if (look == 0)
                look = file_.add(stream_object(
                    "/Type/XObject/Subtype/Form/BBox[0 0 " + numbers(box.width, box.height) + "]/Resources<<>>", ""));
            const int widget =
                file_.add("<</Type/Annot/Subtype/Widget/FT/Sig/T(" + box.field + ")/F 4/P " + reference(sheet.number) +
                          "/Rect[" + numbers(box.left, box.bottom, box.left + box.width, box.bottom + box.height) +
                          "]/AP<</N " + reference(look) + ">>>>");
            for (std::string* const list : {&sheet.widgets, &fields_})
                *list += (list->empty() ? "" : " ") + reference(widget);
        }
    }

    void write(const Sheet& sheet, const std::string& statement) {
        const int content = file_.add(packed_stream("", sheet.operators));
        const std::string fonts =
            (sheet.has_text ? std::string("/") + TextLayer::resource + " " + reference(text_font_) : "") +
            (sheet.has_statement ? statement : "");
        file_.put(sheet.number, "<</Type/Page/Parent " + reference(tree_) + "/MediaBox[0 0 " +
                                    numbers(sheet.size.width, sheet.size.height) + "]/Contents " + reference(content) +
                                    "/Resources<<" +
                                    (sheet.objects.empty() ? "" : "/XObject<<" + sheet.objects + ">>") +
                                    (fonts.empty() ? "" : "/Font<<" + fonts + ">>") + ">>" +
                                    (sheet.widgets.empty() ? "" : "/Annots[" + sheet.widgets + "]") + ">>");
    }

    const Metadata& metadata_;
    const Fonts& fonts_;
    std::string bytes_;
    ObjectFile file_;
    int catalog_, tree_, text_font_;
    std::vector<Sheet> sheets_;
    TextLayer text_;
    std::string fields_, entries_;      // of the form, of the catalogue
    std::map<std::string, int> looks_;  // empty forms by their size
    int part_ = 2;                      // of ISO 19005
};

}  // namespace

saoy::Extent statement_extent(const Statement& statement, const Fonts& fonts) {
    StatementFonts loaded(fonts);
    const StatementBlock block(statement, loaded);
    return {block.width() / points_a_mm, block.height() / points_a_mm};
}

std::string write_copy(const std::vector<CopyPage>& pages, const Statement& statement, const std::optional<Area>& place,
                       const Metadata& metadata, const Fonts& fonts, const std::optional<Attachment>& attachment) {
    if (pages.empty()) throw Error(Fault::input, "no-pages", text::tr("a copy needs at least one page"));
    Writer writer(metadata, fonts);
    StatementFonts statement_fonts(fonts);
    const StatementBlock block(statement, statement_fonts);
    for (const CopyPage& page : pages) writer.add_page(page);
    if (statement.layout == Statement::Layout::corner)
        writer.add_corner(block, place.value());
    else
        writer.add_statement(block, place);
    statement_fonts.regular.keep(statement.letters);
    if (attachment) writer.attach(*attachment);
    return writer.finish(statement_fonts);
}

}  // namespace saoy::pdf
