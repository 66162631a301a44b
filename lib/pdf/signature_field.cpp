// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signature_field.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/date.hpp"
#include "lib/pdf/extension.hpp"
#include "lib/pdf/outline.hpp"
#include "lib/pdf/signature_locks.hpp"
#include "lib/pdf/signature_look.hpp"

namespace saoy::pdf {

using text::fill;
using text::tr;

namespace {

// Room for 4 numbers below 10^10, then blanks, so that filling it in moves nothing.
constexpr std::size_t byte_range_width = 48;

std::string signature_dictionary(const SignatureRequest& request, const std::string& locks) {
    const bool is_stamp = request.kind == SignatureRequest::Kind::timestamp;
    std::string body = is_stamp ? "<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161"
                                : "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached";
    body += "/ByteRange[" + std::string(byte_range_width, ' ') + "]/Contents<" +
            std::string(request.contents_size * 2, '0') + ">";
    if (is_stamp) return body + ">>";  // its token says when and by whom
    body += "/M(" + pdf_date(request.at) + ")";
    if (!request.signer.empty()) body += "/Name" + text_string_of(request.signer);
    if (!request.reason.empty()) body += "/Reason" + text_string_of(request.reason);
    return body + locks + ">>";
}

Reference first_page(const Update& update) {
    Value node = update.document().catalog()["Pages"];
    for (int depth = 0; depth < 64 && node.is(Value::Kind::reference); ++depth) {
        const Value& page = update.current(node);
        if (page["Kids"].is(Value::Kind::null)) return node.reference;
        const Value& kids = update.current(page["Kids"]);
        if (kids.items.empty()) break;
        node = Value(kids.items.front());
    }
    throw Error(Fault::input, "pdf-unreadable", tr("the file has no page"));
}

const Value& fields_of(const Update& update) {
    const Value& form = update.current(update.document().catalog()["AcroForm"]);
    return update.current(form["Fields"]);
}

bool is_named(const Update& update, const Value& field, const std::string& name) {
    return utf8_text(update.current(update.current(field)["T"]).text) == name;
}

const Value* find_field(const Update& update, const std::string& name) {
    for (const Value& field : fields_of(update).items)
        if (field.is(Value::Kind::reference) && is_named(update, field, name)) return &field;
    return nullptr;
}

std::string free_name(const Update& update, const std::string& stem) {
    for (int n = 1;; ++n)
        if (const std::string name = stem + std::to_string(n); find_field(update, name) == nullptr) return name;
}

void require_empty_signature(const Value& field, const std::string& name) {
    if (!field["V"].is(Value::Kind::null))
        throw Error(Fault::input, "already-signed", fill(tr("the signature field {0} is signed already"), {name}),
                    tr("make a new copy"));
    if (!field["FT"].is_name("Sig") || !field["Kids"].is(Value::Kind::null) || !field["Rect"].is(Value::Kind::array))
        throw Error(Fault::input, "not-a-signature-field",
                    fill(tr("the form field {0} is not a plain signature field"), {name}),
                    tr("sign the copy as saoy-certify-copy wrote it, or name another field"));
}

void set(Value& dictionary, const char* key, Value value) {
    for (auto& [known, old] : dictionary.entries)
        if (known == key) {
            old = std::move(value);
            return;
        }
    dictionary.entries.emplace_back(key, std::move(value));
}

// Width and height of a rectangle, whichever corners it names.
std::pair<double, double> size_of(const Update& update, const Value& rect) {
    if (rect.items.size() != 4) return {0, 0};
    const auto at = [&](std::size_t i) { return update.current(rect.items[i]).real; };
    return {std::abs(at(2) - at(0)), std::abs(at(3) - at(1))};
}

int add_empty_look(Update& update, double width, double height) {
    return update.add(stream_object("/Type/XObject/Subtype/Form/BBox[0 0 " + std::to_string(int(width)) + " " +
                                        std::to_string(int(height)) + "]/Resources<<>>",
                                    ""));
}

int add_look(Update& update, double width, double height, const SignatureLook& look, DrawLook draw) {
    const bool is_empty = look.lines.empty() && look.picture.empty();
    if (is_empty || width <= 2 * look_margin || height <= 2 * look_margin) return add_empty_look(update, width, height);
    if (draw == nullptr) throw Error(Fault::internal, "needs-drawing", "the signature shows something");
    return draw(update, width, height, look);
}

void fill_field(Update& update, Reference reference, const SignatureRequest& request, int signature, DrawLook draw) {
    Value& field = update.change(reference);
    const auto [width, height] = size_of(update, update.current(field["Rect"]));
    const int look = add_look(update, width, height, {request.lines, request.font, request.picture}, draw);
    Value appearance = empty_dictionary();  // /N only: ISO 19005-2, 6.3.3
    appearance.entries.emplace_back("N", reference_value(look));
    set(field, "AP", std::move(appearance));
    set(field, "V", reference_value(signature));
}

// An invisible widget; /F 132 is Print and Locked.
void make_field(Update& update, const std::string& name, int signature) {
    const Reference page = first_page(update);
    const int look = add_empty_look(update, 0, 0);
    const int widget =
        update.add("<</Type/Annot/Subtype/Widget/FT/Sig/T" + text_string_of(name) + "/F 132/Rect[0 0 0 0]/P " +
                   std::to_string(page.number) + " " + std::to_string(page.generation) + " R/AP<</N " +
                   reference(look) + ">>/V " + reference(signature) + ">>");
    update.change(update.root(), {"AcroForm", "Fields"}, empty_array()).items.push_back(reference_value(widget));
    update.change(page, {"Annots"}, empty_array()).items.push_back(reference_value(widget));
}

// SigFlags: SignaturesExist and AppendOnly.
void set_flags(Update& update) {
    const Value& form = update.current(update.document().catalog()["AcroForm"]);
    if (update.current(form["SigFlags"]).integer == 3) return;
    update.change(update.root(), {"AcroForm", "SigFlags"}, integer_value(0)) = integer_value(3);
}

std::string byte_range(std::size_t gap, std::size_t gap_end, std::size_t end) {
    std::string range =
        "0 " + std::to_string(gap) + " " + std::to_string(gap_end) + " " + std::to_string(end - gap_end);
    range.resize(byte_range_width, ' ');
    return range;
}

}  // namespace

Prepared prepare_unseen_signature(std::string_view file, const SignatureRequest& request) {
    return prepare_with(file, request, nullptr);
}

Prepared prepare_with(std::string_view file, const SignatureRequest& wanted, DrawLook draw) {
    Update update(file);
    SignatureRequest request = wanted;
    if (request.kind == SignatureRequest::Kind::timestamp) request.field = free_name(update, request.field);
    const Value* field = find_field(update, request.field);
    if (field != nullptr) require_empty_signature(update.current(*field), request.field);
    require_allowed(update, request);
    const int signature = update.reserve();
    update.put(signature, signature_dictionary(request, locks_of(update, field)));
    set_extension(update);
    set_flags(update);
    if (field != nullptr)
        fill_field(update, field->reference, request, signature, draw);
    else
        make_field(update, request.field, signature);

    Prepared prepared;
    prepared.appended = update.finish(request.revision);
    const std::size_t dictionary = update.offset_of(signature) - file.size();
    prepared.gap = prepared.appended.find("/Contents<", dictionary) + 9;
    prepared.gap_size = request.contents_size * 2 + 2;
    const std::size_t gap = file.size() + prepared.gap;
    prepared.appended.replace(prepared.appended.find("/ByteRange[", dictionary) + 11, byte_range_width,
                              byte_range(gap, gap + prepared.gap_size, file.size() + prepared.appended.size()));
    return prepared;
}

std::string insert_contents(Prepared prepared, std::string_view cms) {
    if (cms.size() * 2 + 2 > prepared.gap_size)
        throw Error(Fault::internal, "cms-too-long", tr("the signature does not fit into the room kept for it"));
    static constexpr char digits[] = "0123456789abcdef";
    std::size_t at = prepared.gap + 1;
    for (const char c : cms) {
        prepared.appended[at++] = digits[static_cast<unsigned char>(c) >> 4];
        prepared.appended[at++] = digits[static_cast<unsigned char>(c) & 15];
    }
    return std::move(prepared.appended);
}

Json to_json(const SignatureRequest& request) {
    return {{"kind", request.kind == SignatureRequest::Kind::timestamp ? "timestamp" : "signature"},
            {"field", request.field},
            {"signer", request.signer},
            {"reason", request.reason},
            {"at", rfc3339(request.at)},
            {"lines", request.lines},
            {"font", request.font},
            {"picture", request.picture},
            {"contents_size", request.contents_size},
            {"revision", request.revision}};
}

SignatureRequest request_from(const Json& json) {
    SignatureRequest request;
    if (json.at("kind") == "timestamp") request.kind = SignatureRequest::Kind::timestamp;
    request.field = json.at("field").get<std::string>();
    request.signer = json.at("signer").get<std::string>();
    request.reason = json.at("reason").get<std::string>();
    request.at = parse_rfc3339(json.at("at").get<std::string>());
    request.lines = json.at("lines").get<std::vector<std::string>>();
    request.font = json.at("font").get<std::string>();
    request.picture = json.at("picture").get<std::string>();
    request.contents_size = json.at("contents_size").get<std::size_t>();
    request.revision = json.at("revision").get<std::string>();
    return request;
}

}  // namespace saoy::pdf
