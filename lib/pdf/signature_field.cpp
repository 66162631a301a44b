// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signature_field.hpp"

#include "lib/base/text.hpp"
#include "lib/pdf/appender.hpp"
#include "lib/pdf/date.hpp"
#include "lib/pdf/signature_look.hpp"

namespace saoy::pdf {

using namespace PoDoFo;
using text::fill;
using text::tr;

namespace {

// Room for 4 numbers below 10^10, then blanks, so that filling it in moves nothing.
constexpr std::size_t byte_range_width = 48;

std::string signature_dictionary(const SignatureRequest& request) {
    std::string body = "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[" +
                       std::string(byte_range_width, ' ') + "]/Contents<" +
                       std::string(request.contents_size * 2, '0') + ">/M(" + pdf_date(request.at) + ")";
    if (!request.signer.empty()) body += "/Name" + text_string_of(request.signer);
    if (!request.reason.empty()) body += "/Reason" + text_string_of(request.reason);
    return body + ">>";
}

// The dictionary that must be written again when a value inside `holder` under `key` changes.
struct Place {
    PdfObject* value;
    PdfObject* owner;  // indirect
};

Place place_of(Appender& update, PdfObject& holder, PdfObject& owner, const char* key, const PdfObject& otherwise) {
    PdfDictionary& dictionary = holder.GetDictionary();
    if (!dictionary.HasKey(key)) dictionary.AddKey(key, otherwise);
    PdfObject& direct = *dictionary.GetKey(key);
    if (direct.IsReference()) {
        PdfObject& target = update.resolve(direct);
        return {&target, &target};
    }
    return {&direct, &owner};
}

PdfObject* find_field(const Appender& update, PdfArray& fields, const std::string& name) {
    const PdfString wanted(reinterpret_cast<const pdf_utf8*>(name.c_str()));
    for (PdfObject& item : fields) {
        PdfObject& field = update.resolve(item);
        const PdfObject* title = field.IsDictionary() ? field.GetDictionary().GetKey("T") : nullptr;
        if (title != nullptr && (title->IsString() || title->IsHexString()) &&
            title->GetString().ToUnicode() == wanted.ToUnicode())
            return &field;
    }
    return nullptr;
}

void require_empty_signature(const PdfObject& field, const std::string& name) {
    const PdfDictionary& dictionary = field.GetDictionary();
    if (dictionary.HasKey("V"))
        throw Error(Fault::input, "already-signed", fill(tr("the signature field {0} is signed already"), {name}),
                    tr("make a new copy"));
    if (dictionary.GetKeyAsName("FT") != PdfName("Sig") || dictionary.HasKey("Kids") || !dictionary.HasKey("Rect"))
        throw Error(Fault::input, "not-a-signature-field",
                    fill(tr("the form field {0} is not a plain signature field"), {name}),
                    tr("sign the copy as saoy-certify-copy wrote it"));
}

void fill_field(Appender& update, PdfObject& field, const SignatureRequest& request, int signature) {
    require_empty_signature(field, request.field);
    const PdfRect rect(update.resolve(*field.GetDictionary().GetKey("Rect")).GetArray());
    const int look = add_signature_look(update, rect.GetWidth(), rect.GetHeight(), request.lines, request.font);
    PdfDictionary appearance;  // /N only: ISO 19005-2, 6.3.3
    appearance.AddKey("N", PdfReference(static_cast<unsigned>(look), 0));
    field.GetDictionary().AddKey("AP", appearance);
    field.GetDictionary().AddKey("V", PdfReference(static_cast<unsigned>(signature), 0));
    update.put(field);
}

// An invisible widget; /F 132 is Print and Locked.
void make_field(Appender& update, PdfObject& fields, const SignatureRequest& request, int signature) {
    PdfObject& page = update.first_page();
    const int look = add_signature_look(update, 0, 0, {}, {});
    const int number = update.add("<</Type/Annot/Subtype/Widget/FT/Sig/T" + text_string_of(request.field) +
                                  "/F 132/Rect[0 0 0 0]/P " + serialise(PdfObject(page.Reference())) + "/AP<</N " +
                                  reference(look) + ">>/V " + reference(signature) + ">>");
    const PdfReference widget(static_cast<unsigned>(number), 0);
    fields.GetArray().push_back(widget);
    const Place annotations = place_of(update, page, page, "Annots", PdfArray());
    annotations.value->GetArray().push_back(widget);
    update.put(*annotations.owner);
}

// SigFlags: SignaturesExist and AppendOnly.
bool set_flags(PdfDictionary& form) {
    if (form.GetKeyAsLong("SigFlags", 0) == 3) return false;
    form.AddKey("SigFlags", pdf_int64(3));
    return true;
}

// PDF 1.7 knows ETSI.CAdES.detached as an extension (ETSI EN 319 142-1, 6.3; BaseVersion 1.7, level 2).
bool set_extension(const Appender& update, PdfDictionary& catalog) {
    PdfDictionary extensions;
    if (PdfObject* old = catalog.GetKey("Extensions")) extensions = update.resolve(*old).GetDictionary();
    if (extensions.HasKey("ESIC")) return false;
    PdfDictionary etsi;
    etsi.AddKey("BaseVersion", PdfName("1.7"));
    etsi.AddKey("ExtensionLevel", pdf_int64(2));
    extensions.AddKey("ESIC", etsi);
    catalog.AddKey("Extensions", extensions);
    return true;
}

void change_form(Appender& update, const SignatureRequest& request, int signature) {
    PdfObject& catalog = update.catalog();
    bool catalog_changed =
        set_extension(update, catalog.GetDictionary()) || !catalog.GetDictionary().HasKey("AcroForm");
    const Place form = place_of(update, catalog, catalog, "AcroForm", PdfDictionary());
    bool form_changed = set_flags(form.value->GetDictionary()) || !form.value->GetDictionary().HasKey("Fields");
    const Place fields = place_of(update, *form.value, *form.owner, "Fields", PdfArray());
    if (PdfObject* field = find_field(update, fields.value->GetArray(), request.field)) {
        fill_field(update, *field, request, signature);
    } else {
        make_field(update, *fields.value, request, signature);
        update.put(*fields.owner);
    }
    if (form_changed) update.put(*form.owner);
    if (catalog_changed) update.put(catalog);
}

void set_byte_range(Prepared& prepared, std::size_t dictionary) {
    const std::size_t end = prepared.gap + prepared.gap_size;
    std::string range = "0 " + std::to_string(prepared.gap) + " " + std::to_string(end) + " " +
                        std::to_string(prepared.bytes.size() - end);
    range.resize(byte_range_width, ' ');
    const std::size_t at = prepared.bytes.find("/ByteRange[", dictionary) + 11;
    prepared.bytes.replace(at, byte_range_width, range);
}

}  // namespace

Prepared prepare_signature(std::string bytes, const SignatureRequest& request) {
    try {
        Appender update(std::move(bytes));
        const int signature = update.add(signature_dictionary(request));
        change_form(update, request, signature);

        Prepared prepared;
        prepared.bytes = update.finish(request.revision);
        const std::size_t dictionary = update.offset_of(signature);
        prepared.gap = prepared.bytes.find("/Contents<", dictionary) + 9;
        prepared.gap_size = request.contents_size * 2 + 2;
        set_byte_range(prepared, dictionary);
        return prepared;
    } catch (const PdfError& error) {
        throw Error(
            Fault::input, "pdf-unreadable",
            fill(tr("the file is not a PDF that can be updated ({0})"), {PdfError::ErrorName(error.GetError())}),
            tr("sign the copy as saoy-certify-copy wrote it"));
    }
}

std::string insert_contents(Prepared prepared, std::string_view cms) {
    if (cms.size() * 2 + 2 > prepared.gap_size)
        throw Error(Fault::internal, "cms-too-long", tr("the signature does not fit into the room kept for it"));
    static constexpr char digits[] = "0123456789abcdef";
    std::size_t at = prepared.gap + 1;
    for (const char c : cms) {
        prepared.bytes[at++] = digits[static_cast<unsigned char>(c) >> 4];
        prepared.bytes[at++] = digits[static_cast<unsigned char>(c) & 15];
    }
    return std::move(prepared.bytes);
}

}  // namespace saoy::pdf
