// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/label_fields.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "lib/base/text.hpp"
#include "lib/stages/fuzzy.hpp"

namespace saoy::stages {

namespace {

// Marks that stand inside a sentence are those of stamps.
int top_of_stamp(const DocumentTypes& types, const std::vector<SheetLine>& sheet) {
    int top = std::numeric_limits<int>::max();
    for (const SheetLine& line : sheet)
        for (const Phrase& mark : types.copy_marks)
            if (mark.place == Phrase::Place::anywhere && found(line.folded, mark, types.cue_match) > 0)
                top = std::min(top, line.line->box.top);
    return top;
}

struct Labelled {
    std::string label;  // folded, without numbering
    std::string value;
    double surety = 1;
};

bool is_leader(const std::string& word) { return word.find_first_not_of(".,_-…·:") == std::string::npos; }

// Splits at the only colon that ends a word; a line with two labels is not simple.
std::optional<Labelled> split_line(const Line& line) {
    Labelled found;
    std::string label;
    bool in_value = false;
    for (const Word& word : line.words) {
        if (!in_value) {
            label += (label.empty() ? "" : " ") + word.text;
            in_value = word.text.back() == ':';
            continue;
        }
        if (word.text.back() == ':') return std::nullopt;
        if (is_leader(word.text)) continue;
        found.value += (found.value.empty() ? "" : " ") + word.text;
        found.surety = std::min(found.surety, word.confidence);
    }
    if (!in_value || found.value.empty()) return std::nullopt;
    label.pop_back();
    found.label = text::fold(label);
    found.label.erase(0, found.label.find_first_not_of("0123456789.)-( "));
    return found;
}

}  // namespace

std::vector<Field> label_fields(const DocumentTypes& types, const DocumentType& type,
                                const std::vector<SheetLine>& sheet, int page) {
    const int stamp = top_of_stamp(types, sheet);
    std::vector<Field> fields;
    for (const SheetLine& line : sheet) {
        if (line.line->box.top >= stamp) continue;
        const auto labelled = split_line(*line.line);
        if (!labelled || labelled->surety < types.field_surety) continue;
        for (const FieldLabel& field : type.fields) {
            const bool known =
                std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field.name; });
            if (known || likeness(labelled->label, text::fold(field.label)) < types.cue_match) continue;
            fields.push_back({field.name, labelled->value, page});
            break;
        }
    }
    return fields;
}

}  // namespace saoy::stages
