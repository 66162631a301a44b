// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/copy_writer.hpp"

#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/model/card_sheet.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/date.hpp"
#include "lib/pdf/objects.hpp"
#include "lib/pdf/placing.hpp"
#include "lib/pdf/statement.hpp"
#include "lib/pdf/text_layer.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

using namespace PoDoFo;

namespace {

constexpr double a4_width = a4.width * points_a_mm, a4_height = a4.height * points_a_mm;

class Writer {
public:
    Writer(const Metadata& metadata, const Fonts& fonts) : metadata_(metadata), fonts_(fonts) {
        document_.SetWriteMode(ePdfWriteMode_Clean);  // PDF/A wants obj and endobj on lines of their own
        document_.SetPdfVersion(ePdfVersion_1_7);
    }

    PdfMemDocument& document() { return document_; }

    // `last` is the page added before, or null; `operators` its content, to which a page on the same sheet adds.
    PdfPage* add_page(const CopyPage& source, PdfPage* last, std::string& operators) {
        const Size size = page_size(source);
        const bool shares = last != nullptr && source.place && on_sheet_ > 0;
        on_sheet_ = !source.place ? 0 : shares ? on_sheet_ + 1 : 1;
        PdfPage* page = last;
        if (!shares) {
            if (last != nullptr) set_content(last, operators);
            operators.clear();
            const Size sheet = source.place ? Size{a4_width, a4_height} : size;
            page = document_.CreatePage(PdfRect(0, 0, sheet.width, sheet.height));
            page->GetObject()->GetDictionary().AddKey("MediaBox", array_of({0, 0, sheet.width, sheet.height}));
        }
        const std::string name = on_sheet_ < 2 ? "Image" : "Image" + std::to_string(on_sheet_);
        page->AddResource(name.c_str(), new_image(objects(), source.image)->Reference(), "XObject");
        std::string drawn = placed(source, name);
        if (source.text) {
            const std::string text = text_.operators(*source.text, size.width, size.height);
            if (!text.empty()) {
                // where its words stand on the straight page; an image that is left leaning takes them along
                const std::string lean = text_turn(source);
                drawn += lean.empty() ? text : "q\n" + lean + text + "Q\n";
                page->AddResource(TextLayer::resource, text_font()->Reference(), "Font");
            }
        }
        if (source.place) {
            const double left = source.place->left * points_a_mm,
                         bottom = a4_height - source.place->top * points_a_mm - size.height;
            drawn = "q\n" + numbers(1, 0, 0, 1, left, bottom) + " cm\n" + drawn + "Q\n";
        }
        operators += drawn;
        return page;
    }

    static void set_content(PdfPage* page, const std::string& operators) {
        page->GetContents()->GetStream()->Set(operators.data(), pdf_long(operators.size()));
    }

    void add_statement_fonts(PdfPage* page, const StatementFonts& fonts) {
        page->AddResource(StatementFonts::regular_resource, fonts.regular->GetObject()->Reference(), "Font");
        page->AddResource(StatementFonts::bold_resource, fonts.bold->GetObject()->Reference(), "Font");
    }

    // Empty signature fields that signing fills; each with an appearance, as ISO 19005-2 6.3.3 wants.
    void add_signature_fields(PdfPage* page, const std::vector<StatementBlock::SignatureBox>& boxes) {
        PdfArray fields;
        for (const auto& box : boxes) {
            PdfObject* const form = new_stream(objects(), "", Packing::none, "XObject");
            form->GetDictionary().AddKey("Subtype", PdfName("Form"));
            form->GetDictionary().AddKey("BBox", array_of({0, 0, box.rectangle.GetWidth(), box.rectangle.GetHeight()}));
            form->GetDictionary().AddKey("Resources", PdfDictionary());
            PdfDictionary appearance;
            appearance.AddKey("N", form->Reference());

            PdfObject* const widget = objects().CreateObject("Annot");
            PdfDictionary& d = widget->GetDictionary();
            const PdfRect& r = box.rectangle;
            d.AddKey("Subtype", PdfName("Widget"));
            d.AddKey("FT", PdfName("Sig"));
            d.AddKey("T", PdfString(box.field.c_str()));
            d.AddKey("F", integer(4));  // Print
            d.AddKey("P", page->GetObject()->Reference());
            d.AddKey("Rect",
                     array_of({r.GetLeft(), r.GetBottom(), r.GetLeft() + r.GetWidth(), r.GetBottom() + r.GetHeight()}));
            d.AddKey("AP", appearance);
            fields.push_back(widget->Reference());
        }
        page->GetObject()->GetDictionary().AddKey("Annots", fields);
        PdfObject* const form = objects().CreateObject();
        form->GetDictionary().AddKey("Fields", fields);
        catalog().AddKey("AcroForm", form->Reference());
    }

    // ISO 19005-3 6.8: a file specification of its own relation, named in the tree of embedded files and in /AF.
    void attach(const Attachment& attachment) {
        PdfObject* const file = new_stream(objects(), attachment.bytes, Packing::flate, "EmbeddedFile");
        file->GetDictionary().AddKey("Subtype", PdfName(attachment.media_type));
        PdfDictionary parameters;
        parameters.AddKey("ModDate", PdfString(pdf_date(metadata_.at).c_str()));
        parameters.AddKey("Size", integer(pdf_int64(attachment.bytes.size())));
        file->GetDictionary().AddKey("Params", parameters);

        PdfDictionary embedded;
        embedded.AddKey("F", file->Reference());
        embedded.AddKey("UF", file->Reference());
        PdfObject* const specification = objects().CreateObject("Filespec");
        PdfDictionary& d = specification->GetDictionary();
        d.AddKey("F", PdfString(attachment.name.c_str()));
        d.AddKey("UF", text_string(attachment.name));
        d.AddKey("Desc", text_string(attachment.description));
        d.AddKey("AFRelationship", PdfName("Supplement"));
        d.AddKey("EF", embedded);

        PdfArray listed;
        listed.push_back(PdfString(attachment.name.c_str()));
        listed.push_back(specification->Reference());
        PdfDictionary tree, names;
        tree.AddKey("Names", listed);
        names.AddKey("EmbeddedFiles", tree);
        catalog().AddKey("Names", names);
        PdfArray associated;
        associated.push_back(specification->Reference());
        catalog().AddKey("AF", associated);
        part_ = 3;
    }

    std::string finish() {
        if (text_font_ != nullptr) text_.write_font(objects(), *text_font_, fonts_.text_layer);
        add_output_intent();
        catalog().AddKey("Lang", PdfString(metadata_.language.c_str()));
        PdfObject* const xmp = new_stream(objects(), xmp_packet(metadata_, part_), Packing::none, "Metadata");
        xmp->GetDictionary().AddKey("Subtype", PdfName("XML"));
        catalog().AddKey("Metadata", xmp->Reference());
        document_.EmbedSubsetFonts();
        drop_cid_sets();
        set_info(document_.GetInfo()->GetObject()->GetDictionary(), metadata_);
        PdfRefCountedBuffer buffer;
        PdfOutputDevice device(&buffer);
        document_.Write(&device);
        return {buffer.GetBuffer(), device.GetLength()};
    }

private:
    PdfVecObjects& objects() { return document_.GetObjects(); }
    PdfDictionary& catalog() { return document_.GetCatalog()->GetDictionary(); }

    PdfObject* text_font() {
        if (text_font_ == nullptr) text_font_ = objects().CreateObject("Font");
        return text_font_;
    }

    void add_output_intent() {
        PdfObject* const profile = new_stream(objects(), read_file(fonts_.icc, std::size_t(16) << 20));
        profile->GetDictionary().AddKey("N", integer(3));
        PdfDictionary intent;
        intent.AddKey("Type", PdfName("OutputIntent"));
        intent.AddKey("S", PdfName("GTS_PDFA1"));
        intent.AddKey("OutputConditionIdentifier", PdfString("sRGB"));
        intent.AddKey("Info", PdfString("sRGB IEC61966-2.1"));
        intent.AddKey("DestOutputProfile", profile->Reference());
        PdfArray intents;
        intents.push_back(intent);
        catalog().AddKey("OutputIntents", intents);
    }

    // PoDoFo's are incomplete, and PDF/A-2 6.2.11.4.2 prefers none to an incomplete one.
    void drop_cid_sets() {
        std::vector<PdfReference> dropped;
        for (PdfObject* const object : objects())
            if (object->IsDictionary() && object->GetDictionary().HasKey("CIDSet")) {
                dropped.push_back(object->GetDictionary().GetKey("CIDSet")->GetReference());
                object->GetDictionary().RemoveKey("CIDSet");
            }
        for (const PdfReference& reference : dropped) delete objects().RemoveObject(reference);
    }

    PdfMemDocument document_;
    const Metadata& metadata_;
    const Fonts& fonts_;
    TextLayer text_;
    PdfObject* text_font_ = nullptr;
    int part_ = 2;      // of ISO 19005
    int on_sheet_ = 0;  // pages that the sheet added last holds, when they have places
};

// Runs `work`, with PoDoFo's errors as ours.
template <class Work>
auto translated(const Work& work) {
    PdfError::EnableDebug(false);
    PdfError::EnableLogging(false);
    try {
        return work();
    } catch (const PdfError& error) {
        throw to_error(error);
    }
}

}  // namespace

Extent statement_extent(const Statement& statement, const Fonts& fonts) {
    return translated([&] {
        PdfMemDocument document;
        const StatementBlock block(statement, load_statement_fonts(document, fonts));
        return Extent{block.width() / points_a_mm, block.height() / points_a_mm};
    });
}

std::string write_copy(const std::vector<CopyPage>& pages, const Statement& statement, const std::optional<Area>& place,
                       const Metadata& metadata, const Fonts& fonts, const std::optional<Attachment>& attachment) {
    if (pages.empty()) throw Error(Fault::input, "no-pages", text::tr("a copy needs at least one page"));
    return translated([&] {
        Writer writer(metadata, fonts);
        const bool corner = statement.layout == Statement::Layout::corner;
        PdfMemDocument only_to_measure;
        const StatementFonts statement_fonts =
            load_statement_fonts(corner ? only_to_measure : writer.document(), fonts);
        const StatementBlock block(statement, statement_fonts);
        PdfPage* last = nullptr;
        std::string operators;
        for (const CopyPage& page : pages) last = writer.add_page(page, last, operators);
        const CopyPage& bearer = corner ? pages.front() : pages.back();
        Size size = bearer.place ? Size{a4_width, a4_height} : page_size(bearer);
        double left = 0, top = 0;
        if (place) {
            left = place->left * points_a_mm;
            top = size.height - place->top * points_a_mm;
        } else {
            Writer::set_content(last, operators);
            operators.clear();
            size = {std::max(size.width, a4_width), a4_height};
            last = writer.document().CreatePage(PdfRect(0, 0, size.width, size.height));
            last->GetObject()->GetDictionary().AddKey("MediaBox", array_of({0, 0, size.width, size.height}));
            left = (size.width - block.width()) / 2;
            top = size.height - 20 * points_a_mm;
        }
        const StatementBlock::Drawing drawing = block.draw(left, top);
        if (!corner) writer.add_statement_fonts(last, statement_fonts);
        Writer::set_content(last, operators + drawing.operators);
        writer.add_signature_fields(corner ? writer.document().GetPage(0) : last, drawing.boxes);
        if (attachment) writer.attach(*attachment);
        return writer.finish();
    });
}

}  // namespace saoy::pdf
