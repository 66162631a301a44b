// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signature_locks.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/outline.hpp"

namespace saoy::pdf {

using text::fill;
using text::tr;

namespace {

// Calls `look` with the method and parameters of every lock of a signature dictionary.
template <class Look>
void for_locks(const Update& update, const Value& signature, Look look) {
    for (const Value& item : update.current(signature["Reference"]).items) {
        const Value& lock = update.current(item);
        look(update.current(lock["TransformMethod"]), update.current(lock["TransformParams"]));
    }
}

bool covers(const Update& update, const Value& parameters, const std::string& field) {
    const Value& action = update.current(parameters["Action"]);
    const Value& names = update.current(parameters["Fields"]);
    const bool named = std::any_of(names.items.begin(), names.items.end(),
                                   [&](const Value& name) { return utf8_text(update.current(name).text) == field; });
    return action.is_name("All") || (action.is_name("Include") && named) || (action.is_name("Exclude") && !named);
}

}  // namespace

void require_allowed(const Update& update, const SignatureRequest& request) {
    const Value& catalog = update.document().catalog();
    const Value& form = update.current(catalog["AcroForm"]);
    if (!form["XFA"].is(Value::Kind::null))
        throw Error(Fault::refused, "pdf-xfa",
                    tr("the file is an XFA form: what it shows is not in the pages that a signature covers"),
                    tr("print it to a plain PDF, then sign that"));
    // A final copy may still be kept alive: time stamps and the security store change nothing (ISO 32000-2, 12.8.2.2).
    if (request.kind == SignatureRequest::Kind::timestamp) return;
    const Outline outline(update.document());
    for (const Field& field : outline.fields) {
        const Value& value = update.current(update.document().object(field.reference)["V"]);
        if (field.type != "Sig" || !value.is(Value::Kind::dictionary)) continue;
        for_locks(update, value, [&](const Value& method, const Value& parameters) {
            if (method.is_name("DocMDP") && update.current(parameters["P"]).integer == 1)
                throw Error(
                    Fault::refused, "pdf-certified",
                    fill(tr("the signature {0} certifies the file as final; nobody may sign after it"), {field.name}),
                    tr("ask for a version that is not certified"));
            if (method.is_name("FieldMDP") && covers(update, parameters, request.field))
                throw Error(Fault::refused, "field-locked",
                            fill(tr("the signature {0} locks the field {1}"), {field.name, request.field}),
                            tr("sign in another field"));
        });
    }
}

std::string locks_of(const Update& update, const Value* field) {
    const Value& lock = field != nullptr ? update.current(update.current(*field)["Lock"]) : Value();
    if (!lock.is(Value::Kind::dictionary)) return {};
    Value parameters = empty_dictionary();
    parameters.entries.emplace_back("Type", name_value("TransformParams"));
    parameters.entries.emplace_back("V", name_value("1.2"));
    for (const char* key : {"Action", "Fields"})
        if (!lock[key].is(Value::Kind::null)) parameters.entries.emplace_back(key, update.current(lock[key]));
    return "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams" + written(parameters) + "/Data " +
           written(update.document().trailer()["Root"]) + ">>]";
}

}  // namespace saoy::pdf
