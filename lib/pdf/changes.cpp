// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/changes.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_findings = 50;

}  // namespace

bool is_plain(const Document& document, const Value& value, int levels) {
    const Value& seen = document.resolve(value);
    if (seen.is(Value::Kind::stream)) return false;
    if (seen.is(Value::Kind::array) || seen.is(Value::Kind::dictionary)) {
        if (levels == 0) return false;
        const auto plain = [&](const Value& item) { return is_plain(document, item, levels - 1); };
        return std::all_of(seen.items.begin(), seen.items.end(), plain) &&
               std::all_of(seen.entries.begin(), seen.entries.end(), [&](const auto& e) { return plain(e.second); });
    }
    return true;
}

const Value& inherited(const Document& document, const Value& page, const std::string& key) {
    static const Value none;
    const Value* at = &page;
    for (int level = 0; level < 100 && at->is_dictionary(); ++level) {
        if (!document.resolve((*at)[key]).is(Value::Kind::null)) return (*at)[key];
        at = &document.get(*at, "Parent");
    }
    return none;
}

bool FieldLock::locks(const std::string& name) const {
    const auto covers = [&](const std::string& field) { return name == field || name.starts_with(field + "."); };
    const bool named = std::any_of(fields.begin(), fields.end(), covers);
    return action == Action::all || named == (action == Action::include);
}

Comparison::Comparison(const Document& before, const Document& after, const Permission& permission)
    : before_(before), after_(after), permission_(permission), old_(before), new_(after) {
    for (const Field& field : new_.fields) {
        const Value& range = after_.get(after_.get(after_.object(field.reference), "V"), "ByteRange");
        if (range.items.size() != 4) continue;
        const double end = after_.resolve(range.items[2]).real + after_.resolve(range.items[3]).real;
        if (end > 0 && end <= double(after_.bytes().size())) covered_ = std::max(covered_, std::size_t(end));
    }
    find_structure();
}

void Comparison::report(const std::string& sentence, std::vector<std::string> values) {
    const Finding finding{sentence, std::move(values)};
    if (findings_.size() < most_findings && std::find(findings_.begin(), findings_.end(), finding) == findings_.end())
        findings_.push_back(finding);
}

bool Comparison::same(const Value& before, const Value& after) const {
    // Pairs are taken as equal while they are being compared, so loops end; they are kept only if all turns out equal.
    std::set<std::pair<Reference, Reference>> assumed;
    std::vector<std::pair<const Value*, const Value*>> todo{{&before, &after}};
    while (!todo.empty()) {
        auto [a, b] = todo.back();
        todo.pop_back();
        if (a->is(Value::Kind::reference) && old_.numbers.contains(a->reference.number)) {
            if (!b->is(Value::Kind::reference) || b->reference != a->reference) return false;
            continue;
        }
        if (a->is(Value::Kind::reference) && b->is(Value::Kind::reference)) {
            const std::pair pair{a->reference, b->reference};
            if (equal_.contains(pair) || !assumed.insert(pair).second) continue;
        }
        a = &before_.resolve(*a);
        b = &after_.resolve(*b);
        if (a->is_number() && b->is_number()) {
            if (a->real != b->real) return false;
            continue;
        }
        if (a->kind != b->kind || a->integer != b->integer || a->text != b->text) return false;
        if (a->repeated || b->repeated) return false;  // readers differ in which of the two they take
        if (a->items.size() != b->items.size() || a->data.size() != b->data.size()) return false;
        if (a->data.data() != b->data.data() && a->data != b->data) return false;
        for (std::size_t i = 0; i < a->items.size(); ++i) todo.emplace_back(&a->items[i], &b->items[i]);
        // /Length too: an update of the number that it refers to would cut the stream short for some readers.
        for (const auto& [key, value] : a->entries) todo.emplace_back(&value, &(*b)[key]);
        for (const auto& [key, value] : b->entries)
            if ((*a)[key].is(Value::Kind::null) && !after_.resolve(value).is(Value::Kind::null)) return false;
    }
    equal_.merge(assumed);
    return true;
}

Comparison::Keys Comparison::changed_keys(const Value& before, const Value& after) const {
    Keys changed;
    for (const auto& [key, value] : before.entries)
        if (!same(value, after[key])) changed.insert(key);
    for (const auto& [key, value] : after.entries)
        if (before[key].is(Value::Kind::null) && !after_.resolve(value).is(Value::Kind::null)) changed.insert(key);
    if (before.kind != after.kind || before.data != after.data) changed.insert("(stream)");
    if (before.repeated || after.repeated) changed.insert("(repeated key)");
    return changed;
}

bool Comparison::is_new(const Value& value) const {
    return value.is(Value::Kind::reference) && !before_.in_use(value.reference.number) &&
           after_.in_use(value.reference.number);
}

bool Comparison::grown(const Value& before, const Value& after, std::vector<const Value*>& extra) const {
    std::size_t kept = 0;
    for (const Value& item : after.items) {
        if (kept < before.items.size() && same(before.items[kept], item))
            ++kept;
        else
            extra.push_back(&item);
    }
    return kept == before.items.size();
}

Changes Comparison::run() {
    compare_trailer();
    if (!findings_.empty()) return {findings_, {}};
    compare_form();
    compare_structure();
    compare_catalog();
    compare_security_store();
    compare_pages();
    account_for_objects();
    account_for_bytes();
    account_for_object_streams();
    account_for_lengths();
    collect_shown();
    return {findings_, shown_};
}

void Comparison::compare_trailer() {
    const Value &a = before_.trailer(), &b = after_.trailer();
    if (!a["Root"].is(Value::Kind::reference) || a["Root"].reference != b["Root"].reference)
        report(text::tr("the catalog was replaced"), {});
    compare_information();
    const auto known = [&](std::size_t offset) {
        const auto& all = after_.sections();
        return std::any_of(all.begin(), all.end(), [&](const Section& s) { return s.extent.begin == offset; });
    };
    for (const Section& section : before_.sections())
        if (!known(section.extent.begin)) return report(text::tr("the file was written anew after the signature"), {});
}

void Comparison::compare_catalog() {
    const Value &a = before_.catalog(), &b = after_.catalog();
    for (const std::string& key : changed_keys(a, b)) {
        if (key == "AcroForm" || key == "DSS") continue;
        const Value& value = after_.get(b, key);
        if (key == "Extensions" && value.is(Value::Kind::dictionary) && is_plain(after_, value, 3)) continue;
        if (key == "Version" && value.is(Value::Kind::name)) continue;
        if (key == "Metadata" && is_harmless_metadata(before_.get(a, key), value)) continue;
        report(text::tr("the catalog entry {0} was changed"), {key});
    }
}

void Comparison::compare_pages() {
    if (old_.page_tree != new_.page_tree)
        return report(text::tr("pages were added, removed or put in another order"), {});
    for (const Reference& node : old_.page_tree) {
        const Value &a = before_.object(node), &b = after_.object(node);
        const auto number = old_.page_of.find(node.number);
        for (const std::string& key : changed_keys(a, b)) {
            if (number == old_.page_of.end())
                report(text::tr("the page tree entry {0} was changed"), {key});
            else if (key == "Annots")
                compare_annotations(before_.get(a, key), after_.get(b, key), number->second);
            else if (is_harmless_on_page(key, b) || same_by_inheritance(node, key))
                continue;
            else if (key == "Contents")
                report(text::tr("page {0}: the content was replaced"), {std::to_string(number->second)});
            else
                report(text::tr("page {0}: {1} was changed"), {std::to_string(number->second), key});
        }
    }
}

// A certification that allows comments (P 3) allows those that cannot cover what was signed: icons and their pop-ups.
bool Comparison::is_small_note(const Value& annotation) const {
    constexpr double most_points = 36;
    const Value& note = after_.resolve(annotation);
    if (!is_new(annotation) || !note.is(Value::Kind::dictionary) || note.repeated) return false;
    if (!note["A"].is(Value::Kind::null) || !note["AA"].is(Value::Kind::null)) return false;
    if (after_.get(note, "Subtype").is_name("Popup")) return note["AP"].is(Value::Kind::null);
    const Value& box = after_.get(note, "Rect");
    if (!after_.get(note, "Subtype").is_name("Text") || box.items.size() != 4) return false;
    const auto side = [&](std::size_t i) { return after_.resolve(box.items[i]).real; };
    return std::abs(side(0) - side(2)) <= most_points && std::abs(side(1) - side(3)) <= most_points;
}

// Entries that no reader shows: the order of the Tab key, a date, and the page's key into the structure tree.
bool Comparison::is_harmless_on_page(const std::string& key, const Value& page) const {
    const Value& value = after_.get(page, key);
    return (key == "Tabs" && value.is(Value::Kind::name)) || (key == "LastModified" && value.is(Value::Kind::string)) ||
           (key == "StructParents" && value.is(Value::Kind::integer));
}

// Writers print sides with few digits (poppler: 595.30398 for 595.303937007874); nobody sees a thousandth of a point.
bool Comparison::same_box(const Value& before, const Value& after) const {
    constexpr double most_points = 0.001;
    if (before.items.size() != 4 || after.items.size() != 4) return false;
    for (std::size_t i = 0; i < 4; ++i) {
        const Value &a = before_.resolve(before.items[i]), &b = after_.resolve(after.items[i]);
        if (!a.is_number() || !b.is_number() || std::abs(a.real - b.real) > most_points) return false;
    }
    return true;
}

// Some writers spell out what a page inherited, or a default (ISO 32000-2, 7.7.3.4).
bool Comparison::same_by_inheritance(Reference node, const std::string& key) const {
    if (key != "Resources" && key != "MediaBox" && key != "CropBox" && key != "Rotate") return false;
    const Value &a = inherited(before_, before_.object(node), key), &b = inherited(after_, after_.object(node), key);
    const auto is_upright = [](const Value& v) { return v.is(Value::Kind::null) || (v.is_number() && v.real == 0); };
    if (key == "Rotate" && is_upright(before_.resolve(a)) && is_upright(after_.resolve(b))) return true;
    if (key.ends_with("Box")) return same_box(before_.resolve(a), after_.resolve(b));
    return !a.is(Value::Kind::null) && !b.is(Value::Kind::null) && same(a, b);
}

void Comparison::compare_annotations(const Value& before, const Value& after, int page) {
    std::vector<const Value*> extra;
    if (!after.is(Value::Kind::array) || !grown(before, after, extra))
        return report(text::tr("page {0}: an annotation was changed or removed"), {std::to_string(page)});
    for (const Value* item : extra) {
        if (item->is(Value::Kind::reference) && new_widgets_.contains(item->reference.number)) continue;
        if (permission_.p == 3 && is_small_note(*item))
            new_widgets_.insert(item->reference.number);
        else
            report(text::tr("page {0}: an annotation was added"), {std::to_string(page)});
    }
}

// An entry of a security store that a later store no longer names: it holds references to evidence and nothing else.
bool Comparison::is_validation_leftover(const Value& value) const {
    static const Value nothing;
    return value.is(Value::Kind::dictionary) && value["Type"].is_name("VRI") && is_validation_entry(nothing, value);
}

void Comparison::account_for_objects() {
    const std::set<int> used_before = before_.reachable(), used_after = after_.reachable();
    for (const Section& section : after_.sections()) {
        if (section.extent.begin < before_.bytes().size()) continue;
        for (const auto& [number, entry] : section.entries) {
            if (entry.kind == Entry::Kind::free) {
                if (before_.in_use(number)) report(text::tr("object {0} was deleted"), {std::to_string(number)});
                continue;
            }
            const Entry* now = after_.entry(number);
            if (now == nullptr || now->kind != entry.kind || now->place != entry.place) continue;
            if (now->kind == Entry::Kind::direct) {
                const Value& value = after_.object({number, now->generation});
                if (value["Type"].is_name("XRef") || value["Type"].is_name("ObjStm")) continue;
            }
            // Of a revision that a later signature covers, its signer has vouched for the leftovers: a replaced store.
            if (!used_after.contains(number) && section.extent.begin < covered_) continue;
            if (!used_after.contains(number) && is_validation_leftover(after_.object({number, now->generation})))
                continue;
            if (!used_after.contains(number))
                report(text::tr("object {0} was added without a use"), {std::to_string(number)});
            else if (before_.in_use(number) && !used_before.contains(number))
                report(text::tr("object {0}, hidden when the file was signed, was put to use"),
                       {std::to_string(number)});
        }
    }
}

Changes judge_changes(const Document& before, const Document& after, const Permission& permission) {
    return Comparison(before, after, permission).run();
}

}  // namespace saoy::pdf
