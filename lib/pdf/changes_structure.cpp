// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that knows tagged PDF (ISO 32000-2, 14.7): signing adds an element for each new widget.
#include <algorithm>
#include <map>

#include "lib/base/text.hpp"
#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

namespace {

constexpr std::size_t most_elements = 500'000;
constexpr int most_levels = 50;

// /K may be one kid or an array of them.
std::vector<const Value*> kids_of(const Document& document, const Value& element) {
    const Value& kids = document.get(element, "K");
    if (kids.is(Value::Kind::null)) return {};
    if (!kids.is(Value::Kind::array)) return {&element["K"]};
    std::vector<const Value*> list;
    for (const Value& item : kids.items) list.push_back(&item);
    return list;
}

// The leaves of a number tree; false when it is no tree.
bool leaves_of(const Document& document, const Value& node, std::map<std::int64_t, const Value*>& leaves, int level) {
    const Value& dictionary = document.resolve(node);
    if (level > most_levels || leaves.size() > most_elements || dictionary.repeated) return false;
    const Value& numbers = document.get(dictionary, "Nums");
    for (std::size_t i = 0; i + 1 < numbers.items.size(); i += 2) {
        const Value& key = document.resolve(numbers.items[i]);
        if (!key.is(Value::Kind::integer) || !leaves.emplace(key.integer, &numbers.items[i + 1]).second) return false;
    }
    const Value& kids = document.get(dictionary, "Kids");
    return std::all_of(kids.items.begin(), kids.items.end(),
                       [&](const Value& kid) { return leaves_of(document, kid, leaves, level + 1); });
}

}  // namespace

// Elements point to their parents: compared one by one, or a new one anywhere would make all of them differ.
void Comparison::find_structure() {
    const Value& root = before_.catalog()["StructTreeRoot"];
    std::vector<const Value*> todo{&root};
    while (!todo.empty() && elements_.size() < most_elements) {
        const Value* at = todo.back();
        todo.pop_back();
        const Value& element = before_.resolve(*at);
        if (!element.is(Value::Kind::dictionary)) continue;
        if (at->is(Value::Kind::reference)) {
            // Content and objects are no elements; they are compared where they stand.
            if (element["Type"].is_name("OBJR") || element["Type"].is_name("MCR")) continue;
            if (!old_.numbers.insert(at->reference.number).second) continue;
            elements_.push_back(at->reference);
        }
        for (const Value* kid : kids_of(before_, element)) todo.push_back(kid);
    }
}

void Comparison::compare_structure() {
    for (const Reference& element : elements_) {
        const Value &a = before_.object(element), &b = after_.object(element);
        const bool is_root = element == before_.catalog()["StructTreeRoot"].reference;
        for (const std::string& key : changed_keys(a, b)) {
            if (key == "K" && has_grown_kids(a, b)) continue;
            if (is_root && key == "ParentTree" && has_grown_parents(a[key], b[key])) continue;
            if (is_root && key == "ParentTreeNextKey" && after_.get(b, key).is(Value::Kind::integer)) continue;
            report(text::tr("the structure of the tagged text was changed: {0}"), {key});
        }
    }
}

bool Comparison::has_grown_kids(const Value& before, const Value& after) const {
    const std::vector<const Value*> old = kids_of(before_, before), now = kids_of(after_, after);
    std::size_t kept = 0;
    for (const Value* kid : now) {
        if (kept < old.size() && same(*old[kept], *kid))
            ++kept;
        else if (!is_new_element(*kid, 0))
            return false;
    }
    return kept == old.size();
}

// An element for a widget that was added: it holds that object and no content of a page.
bool Comparison::is_new_element(const Value& value, int level) const {
    const Value& element = after_.resolve(value);
    if (level > most_levels || !element.is(Value::Kind::dictionary) || element.repeated) return false;
    if (element["Type"].is_name("OBJR")) {
        const Value& object = element["Obj"];
        return object.is(Value::Kind::reference) && new_widgets_.contains(object.reference.number);
    }
    static const std::set<std::string> known{"Type", "S", "P", "Pg",  "K",    "ID", "T",
                                             "A",    "C", "R", "Alt", "Lang", "NS"};
    if (!is_new(value) || !std::all_of(element.entries.begin(), element.entries.end(),
                                       [&](const auto& entry) { return known.contains(entry.first); }))
        return false;
    const std::vector<const Value*> kids = kids_of(after_, element);
    return std::all_of(kids.begin(), kids.end(), [&](const Value* kid) { return is_new_element(*kid, level + 1); });
}

bool Comparison::has_grown_parents(const Value& before, const Value& after) const {
    std::map<std::int64_t, const Value*> old, now;
    if (!leaves_of(before_, before, old, 0) || !leaves_of(after_, after, now, 0)) return false;
    for (const auto& [key, value] : old)
        if (const auto found = now.find(key); found == now.end() || !same(*value, *found->second)) return false;
    return std::all_of(now.begin(), now.end(),
                       [&](const auto& leaf) { return old.contains(leaf.first) || is_new_element(*leaf.second, 0); });
}

}  // namespace saoy::pdf
