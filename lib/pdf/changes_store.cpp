// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that knows the document security store (ISO 32000-2, 12.8.4.3; EN 319 142-1, 5.4.2).
#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

// Bytes of a certificate, CRL or OCSP response: a stream that means nothing else and took no other object's place.
bool Comparison::is_new_store_stream(const Value& value) const {
    if (!value.is(Value::Kind::reference)) return false;
    const Value& stream = after_.resolve(value);
    if (!stream.is(Value::Kind::stream) || stream.repeated) return false;
    for (const auto& [key, entry] : stream.entries)
        if (key != "Length" && key != "Filter" && key != "DecodeParms" && key != "Type") return false;
    if (is_new(value)) return true;
    return store_streams().contains(value.reference) && same(value, value);
}

std::set<Reference> Comparison::store_streams() const {
    std::set<Reference> streams;
    const auto take = [&](const Value& holder, std::initializer_list<const char*> keys) {
        for (const char* key : keys)
            for (const Value& item : before_.get(holder, key).items)
                if (item.is(Value::Kind::reference)) streams.insert(item.reference);
    };
    const Value& store = before_.get(before_.catalog(), "DSS");
    take(store, {"Certs", "OCSPs", "CRLs"});
    for (const auto& [name, entry] : before_.get(store, "VRI").entries)
        take(before_.resolve(entry), {"Cert", "OCSP", "CRL"});
    return streams;
}

bool Comparison::is_store_array(const Value& before, const Value& after) const {
    const Value &a = before_.resolve(before), &b = after_.resolve(after);
    if (b.is(Value::Kind::null)) return a.is(Value::Kind::null) || a.items.empty();
    if (!b.is(Value::Kind::array)) return false;
    // The order means nothing, so each old item has to be found anywhere.
    for (const Value& item : a.items)
        if (std::none_of(b.items.begin(), b.items.end(), [&](const Value& other) { return same(item, other); }))
            return false;
    return std::all_of(b.items.begin(), b.items.end(), [&](const Value& item) {
        return is_new_store_stream(item) ||
               std::any_of(a.items.begin(), a.items.end(), [&](const Value& old) { return same(old, item); });
    });
}

bool Comparison::is_validation_entry(const Value& before, const Value& after) const {
    const Value &a = before_.resolve(before), &b = after_.resolve(after);
    if (!b.is(Value::Kind::dictionary) || b.repeated) return false;
    for (const auto& [key, value] : a.entries)
        if (b[key].is(Value::Kind::null)) return false;
    for (const auto& [key, value] : b.entries) {
        const bool known = key == "Cert" || key == "OCSP" || key == "CRL";
        if (known ? is_store_array(a[key], value) : same(a[key], value)) continue;
        if (!a[key].is(Value::Kind::null)) return false;
        if (key == "Type" && value.is_name("VRI")) continue;
        if (key == "TU" && after_.resolve(value).is(Value::Kind::string)) continue;
        if (key == "TS" && is_new_store_stream(value)) continue;
        return false;
    }
    return true;
}

void Comparison::compare_security_store() {
    const Value &a = before_.get(before_.catalog(), "DSS"), &b = after_.get(after_.catalog(), "DSS");
    const Value& reference = after_.catalog()["DSS"];
    if (a.is(Value::Kind::null) && b.is(Value::Kind::null)) return;
    if (!b.is(Value::Kind::dictionary) || b.repeated)
        return report(text::tr("the document security store was removed or is no dictionary"), {});
    if (reference.is(Value::Kind::reference) && !is_new(reference) &&
        reference.reference != before_.catalog()["DSS"].reference)
        return report(text::tr("the document security store took the place of another object"), {});
    for (const auto& [key, value] : a.entries)
        if (b[key].is(Value::Kind::null)) report(text::tr("the document security store lost its {0}"), {key});
    for (const auto& [key, value] : b.entries) {
        if (key == "Certs" || key == "OCSPs" || key == "CRLs") {
            if (!is_store_array(a[key], value)) report(text::tr("the document security store has unfit {0}"), {key});
            continue;
        }
        if (key != "VRI") {
            if (!(key == "Type" && value.is_name("DSS")) && !same(a[key], value))
                report(text::tr("the document security store has unfit {0}"), {key});
            continue;
        }
        const Value &old = before_.get(a, key), &now = after_.resolve(value);
        if (!now.is(Value::Kind::dictionary) || now.repeated)
            return report(text::tr("the document security store has unfit {0}"), {key});
        for (const auto& [name, entry] : old.entries)
            if (now[name].is(Value::Kind::null))
                report(text::tr("the document security store lost its {0}"), {"VRI/" + name});
        for (const auto& [name, entry] : now.entries)
            if (!is_validation_entry(old[name], entry) && !(name == "Type" && entry.is(Value::Kind::name)))
                report(text::tr("the document security store has unfit {0}"), {"VRI/" + name});
    }
}

}  // namespace saoy::pdf
