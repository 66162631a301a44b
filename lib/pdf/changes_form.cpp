// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that knows form fields and signatures (ISO 32000-2, 12.7 and 12.8).
#include <algorithm>
#include <set>

#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

namespace {

// A widget that shows nothing: no rectangle or an empty one. Annotations of other kinds draw outside their rectangle.
bool is_invisible(const Document& document, const Value& widget) {
    const Value &box = document.get(widget, "Rect"), &kind = document.get(widget, "Subtype");
    // A field whose widgets stand apart is no annotation; each of them is judged by itself.
    if (kind.is(Value::Kind::null)) return box.is(Value::Kind::null);
    if (!kind.is_name("Widget")) return false;
    if (box.items.size() != 4) return box.is(Value::Kind::null);
    const auto number = [&](const Value& item) { return document.resolve(item).is_number(); };
    if (!std::all_of(box.items.begin(), box.items.end(), number)) return false;
    const auto side = [&](std::size_t i) { return document.resolve(box.items[i]).real; };
    return side(0) == side(2) || side(1) == side(3);
}

// A field joined with its widget, without actions, links, or anything else that a reader would act upon.
bool has_only_known_keys(const Value& field) {
    static const std::set<std::string> known{
        "Type", "Subtype", "FT", "T",  "TU", "TM", "F", "Ff", "P",      "Rect",         "V",      "AP",  "AS", "M",
        "Lock", "SV",      "NM", "DA", "DR", "MK", "Q", "BS", "Border", "StructParent", "Parent", "Lang"};
    return std::all_of(field.entries.begin(), field.entries.end(),
                       [&](const auto& entry) { return known.contains(entry.first); });
}

// Signing may lock the widget (bits Locked and LockedContents, ISO 32000-2, table 167); it may not hide or show it.
bool only_locks(const Value& before, const Value& after) {
    constexpr std::int64_t locks = 1 << 7 | 1 << 9;
    return after.is(Value::Kind::integer) && (before.integer | locks) == (after.integer | locks) &&
           (before.integer & ~after.integer) == 0;
}

bool is_timestamp(const Document& document, const Value& signature) {
    return document.get(signature, "Type").is_name("DocTimeStamp") &&
           document.get(signature, "SubFilter").is_name("ETSI.RFC3161");
}

}  // namespace

bool Comparison::locked(const std::string& name) const {
    return std::any_of(permission_.locks.begin(), permission_.locks.end(),
                       [&](const FieldLock& lock) { return lock.locks(name); });
}

bool Comparison::may_sign(const Value& signature, const std::string& name) const {
    if (!signature.is(Value::Kind::dictionary) || !after_.get(signature, "ByteRange").is(Value::Kind::array))
        return false;
    return is_timestamp(after_, signature) || (permission_.allows_forms() && !locked(name));
}

void Comparison::compare_form() {
    const Value &catalog_before = before_.catalog(), &catalog_after = after_.catalog();
    const Value &a = before_.get(catalog_before, "AcroForm"), &b = after_.get(catalog_after, "AcroForm");
    for (const Field& field : new_.fields) {
        if (!field.is_stray || old_.field(field.reference.number) != nullptr) continue;
        Value reference;
        reference.kind = Value::Kind::reference;
        reference.reference = field.reference;
        accept_new_field(reference);
    }
    if (a.is(Value::Kind::null) && b.is(Value::Kind::null)) return;
    if (!b.is(Value::Kind::dictionary)) return report(text::tr("the form was removed"), {});
    for (const std::string& key : changed_keys(a, b)) {
        const Value& value = after_.get(b, key);
        if (key == "Fields" && value.is(Value::Kind::array)) continue;
        if (key == "SigFlags" && value.is(Value::Kind::integer) && value.integer >= 1 && value.integer <= 3) continue;
        if (key == "NeedAppearances" && !(value.is(Value::Kind::boolean) && value.integer == 1)) continue;
        if (key == "DA" && a[key].is(Value::Kind::null) && value.is(Value::Kind::string) && draws_nothing_else())
            continue;
        if (key == "DR" && are_grown_resources(before_.get(a, key), value)) continue;
        report(text::tr("the form entry {0} was changed"), {key});
    }
    std::vector<const Value*> extra;
    if (!grown(before_.get(a, "Fields"), after_.get(b, "Fields"), extra))
        report(text::tr("a form field was removed or put in another order"), {});
    for (const Value* field : extra) accept_new_field(*field);
    for (const Field& field : old_.fields) compare_field(field);
}

// No field of the signed state is drawn by the form's own default appearance.
bool Comparison::draws_nothing_else() const {
    return std::all_of(old_.fields.begin(), old_.fields.end(), [&](const Field& field) {
        return field.type == "Sig" || !before_.object(field.reference)["DA"].is(Value::Kind::null);
    });
}

// Every named resource is still the same; there may be more names.
bool Comparison::are_grown_resources(const Value& before, const Value& after) const {
    if (!after.is(Value::Kind::dictionary) || after.repeated) return false;
    for (const auto& [kind, value] : before.entries) {
        const Value &old = before_.resolve(value), &now = after_.get(after, kind);
        if (same(value, after[kind])) continue;
        if (!old.is(Value::Kind::dictionary) || !now.is(Value::Kind::dictionary) || now.repeated) return false;
        for (const auto& [name, resource] : old.entries)
            if (!same(resource, now[name])) return false;
    }
    return true;
}

void Comparison::compare_field(const Field& field) {
    const Value &a = before_.object(field.reference), &b = after_.object(field.reference);
    const Keys changed = changed_keys(a, b);
    if (changed.empty()) return;
    compare_value_change(field, a, b, changed);
}

void Comparison::compare_value_change(const Field& field, const Value& before, const Value& after,
                                      const Keys& changed) {
    const bool is_signature = field.type == "Sig";
    const Keys allowed = is_signature ? Keys{"V", "AP", "M", "F", "P", "NM", "MK", "DA", "StructParent"}
                                      : Keys{"V", "AP", "AS", "I", "M"};
    const bool only_allowed = std::includes(allowed.begin(), allowed.end(), changed.begin(), changed.end());
    if (changed.contains("F") && !only_locks(before_.get(before, "F"), after_.get(after, "F")))
        return report(text::tr("the form field {0} was changed"), {field.name});
    const Value& kind = after_.get(after, "Subtype");
    if (!kind.is(Value::Kind::null) && !kind.is_name("Widget"))
        return report(text::tr("the form field {0} was changed"), {field.name});
    if (is_signature) {
        // A widget of its own shows what its field's value is; the value stands in the parent.
        const Field* holder = field.is_widget_only ? old_.field(field.parent) : &field;
        const Value& value_before = before_.get(holder == nullptr ? before : before_.object(holder->reference), "V");
        const Value& value_after = after_.get(holder == nullptr ? after : after_.object(holder->reference), "V");
        if (!value_before.is(Value::Kind::null))
            return report(text::tr("the signature field {0} was changed"), {field.name});
        const bool shown = changed.contains("AP") && is_timestamp(after_, value_after);
        const bool shows_more = (permission_.p == 1 || shown) && !is_invisible(after_, after);
        if (!only_allowed || shows_more || !may_sign(value_after, field.name))
            return report(text::tr("the signature field {0} was changed"), {field.name});
    } else if (!only_allowed || !permission_.allows_forms() || locked(field.name)) {
        return report(text::tr("the form field {0} was changed"), {field.name});
    }
    const Value& appearance = after_.get(after, "AP");
    if (changed.contains("AP") &&
        (!appearance.is(Value::Kind::dictionary) || after_.get(appearance, "N").is(Value::Kind::null)))
        report(text::tr("the appearance of the form field {0} was removed"), {field.name});
    if (!is_signature && changed.contains("AP") && (field.type == "Btn" || !value_changed(field)))
        report(text::tr("the appearance of the form field {0} was changed"), {field.name});
    // Only a signature may come to a page with its field; a value is shown where its field was, if anywhere.
    (is_signature ? new_widgets_ : filled_).insert(field.reference.number);
}

// A widget of its own shows its field's value, which stands in the parent.
bool Comparison::value_changed(const Field& field) const {
    const Field* holder = field.is_widget_only ? old_.field(field.parent) : &field;
    if (holder == nullptr) return false;
    return !same(before_.object(holder->reference)["V"], after_.object(holder->reference)["V"]);
}

// The one widget of a new field that is not joined with it; null if the field has no such kid.
const Value* Comparison::widget_apart(const Value& reference, const Value& field) const {
    const Value& kids = after_.get(field, "Kids");
    if (kids.items.size() != 1 || !is_new(kids.items.front())) return nullptr;
    const Value& widget = after_.resolve(kids.items.front());
    const bool fits = widget.is(Value::Kind::dictionary) && !widget.repeated && widget["T"].is(Value::Kind::null) &&
                      widget["Kids"].is(Value::Kind::null) && widget["Parent"].is(Value::Kind::reference) &&
                      widget["Parent"].reference == reference.reference && has_only_known_keys(widget) &&
                      after_.get(widget, "Subtype").is_name("Widget");
    return fits ? &kids.items.front() : nullptr;
}

void Comparison::accept_new_field(const Value& reference) {
    const Value& field = after_.resolve(reference);
    const Value& name = after_.get(field, "T");
    const std::string text = utf8_text(name.text);
    const auto same_name = [&](const Field& other) { return !other.is_widget_only && other.name == text; };
    const bool well_named = name.is(Value::Kind::string) && !text.empty() && text.find('.') == std::string::npos &&
                            std::count_if(new_.fields.begin(), new_.fields.end(), same_name) == 1;
    const Value* apart = widget_apart(reference, field);
    const bool alone =
        field["Parent"].is(Value::Kind::null) &&
        (field["Kids"].is(Value::Kind::null) || (apart != nullptr && field["Rect"].is(Value::Kind::null))) &&
        field["A"].is(Value::Kind::null) && field["AA"].is(Value::Kind::null) && field["PA"].is(Value::Kind::null) &&
        !field.repeated;
    if (!is_new(reference) || !field.is(Value::Kind::dictionary) || !well_named || !alone ||
        !after_.get(field, "FT").is_name("Sig"))
        return report(text::tr("a form field was added that is no new signature field: {0}"), {text});
    const Value& signature = after_.get(field, "V");
    const bool timestamp = is_timestamp(after_, signature);
    if (signature.is(Value::Kind::null) ? !permission_.allows_forms() : !may_sign(signature, text))
        return report(text::tr("a signature was added where none is allowed any more: {0}"), {text});
    const Value& kind = after_.get(field, "Subtype");
    const bool unsigned_or_stamp = timestamp || signature.is(Value::Kind::null);
    if (apart != nullptr && unsigned_or_stamp && !is_invisible(after_, after_.resolve(*apart)))
        return report(text::tr("a field that shows or does something was added without a signature: {0}"), {text});
    if (!kind.is_name("Widget") && apart == nullptr && (unsigned_or_stamp || !kind.is(Value::Kind::null)))
        return report(text::tr("a form field was added that is no new signature field: {0}"), {text});
    if (unsigned_or_stamp && apart == nullptr && (!has_only_known_keys(field) || !is_invisible(after_, field)))
        return report(text::tr("a field that shows or does something was added without a signature: {0}"), {text});
    if (signature.is(Value::Kind::dictionary) && field["V"].is(Value::Kind::reference) && !is_new(field["V"]))
        return report(text::tr("the signature {0} uses an object that was there before"), {text});
    new_widgets_.insert(apart != nullptr ? apart->reference.number : reference.reference.number);
}

}  // namespace saoy::pdf
