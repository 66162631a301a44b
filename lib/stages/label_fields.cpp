// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/label_fields.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>
#include <set>

#include "lib/stages/field_value.hpp"
#include "lib/stages/fuzzy.hpp"
#include "lib/stages/line_tokens.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t shortest_fuzzy = 6;   // a shorter label must stand letter by letter
constexpr std::size_t widest_foreign = 8;   // words of a second language between a label and its colon
constexpr double sure_without_colon = 0.9;  // likeness of a label that has no colon behind it

struct Label {
    const std::string* key = nullptr;
    std::size_t words = 0;
    const FieldRule* rule = nullptr;
    bool of_type = false;
};

struct Hit {
    const Label* label = nullptr;
    std::size_t first = 0, value = 0;  // tokens where the label begins and where its value does
};

std::size_t words_in(const std::string& key) { return std::size_t(std::count(key.begin(), key.end(), ' ')) + 1; }

std::vector<Label> labels_of(const DocumentTypes& types, const DocumentType& type) {
    std::vector<Label> labels;
    for (const FieldRule& rule : type.fields)
        for (const std::string& key : rule.labels) labels.push_back({&key, words_in(key), &rule, true});
    for (const FieldRule& rule : types.fields)
        for (const std::string& key : rule.labels) labels.push_back({&key, words_in(key), &rule, false});
    return labels;
}

double likeness_of(const std::string& seen, const Label& label, double least) {
    const std::string& key = *label.key;
    if (seen == key) return 1;
    const std::size_t longer = std::max(seen.size(), key.size()), shorter = std::min(seen.size(), key.size());
    if (key.size() < shortest_fuzzy || double(shorter) < least * double(longer)) return 0;
    const double ratio = likeness(seen, key);
    return ratio >= least ? ratio : 0;
}

// Recognisers read the slash of "Họ và tên / Full name:" as a thin letter.
bool is_like_slash(const Token& token) {
    for (const char* thin : {"l", "I", "i", "f", "j", "t", "|", "!", "ï", "¡"})
        if (token.text == thin) return true;
    return token.text.front() == '/' || token.text.front() == '(';
}

// Where the value begins when a label ends before token `end`; none when no colon says that it is a label.
std::optional<std::size_t> behind_colon(const std::vector<Token>& tokens, std::size_t end) {
    if (tokens[end - 1].colon) return end;
    if (end < tokens.size() && tokens[end].text == ":") return end + 1;
    if (end >= tokens.size() || !is_like_slash(tokens[end])) return std::nullopt;
    for (std::size_t i = end; i < tokens.size() && i < end + widest_foreign; ++i)
        if (tokens[i].colon) return i + 1;
    return std::nullopt;
}

bool is_numbering(const Token& token) {
    return token.key.size() <= 2 && token.text.find_first_of(".)") != std::string::npos;
}

std::optional<Hit> label_at(const std::vector<Token>& tokens, std::size_t first, const std::vector<Label>& labels,
                            double least) {
    std::optional<Hit> best;
    double best_ratio = 0;
    const bool starts_line = first == 0 || (first == 1 && is_numbering(tokens[0]));
    std::vector<std::string> joined{""};  // the first n words; signs alone belong to the word before
    std::vector<std::size_t> ends{first};
    for (std::size_t i = first; i < tokens.size() && joined.size() < 14; ++i) {
        if (tokens[i].key.empty()) {
            if (i == first) return std::nullopt;
            continue;
        }
        joined.push_back(joined.back() + (joined.size() > 1 ? " " : "") + tokens[i].key);
        ends.push_back(i + 1);
        if (tokens[i].colon) break;
    }
    for (const Label& label : labels) {
        if (label.words >= joined.size()) continue;
        const double ratio = likeness_of(joined[label.words], label, least);
        if (ratio == 0) continue;
        const std::size_t end = ends[label.words];
        auto value = behind_colon(tokens, end);
        if (!value && starts_line && label.words >= 2 && ratio >= sure_without_colon) value = end;
        if (!value) continue;
        // The longest label first; among equals the likest; among these the type's own.
        const bool better =
            !best || label.words > best->label->words || (label.words == best->label->words && ratio > best_ratio);
        if (!better) continue;
        best = Hit{&label, first, *value};
        best_ratio = ratio;
    }
    return best;
}

std::vector<Hit> hits_of(const std::vector<Token>& tokens, const std::vector<Label>& labels, double least) {
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < tokens.size();) {
        const auto hit = label_at(tokens, i, labels, least);
        if (hit) hits.push_back(*hit);
        i = hit ? std::max(hit->value, i + 1) : i + 1;
    }
    return hits;
}

struct Row {
    const Line* line = nullptr;
    std::vector<Token> tokens;
    std::vector<Hit> hits;
};

bool has_label(const Row& row) {
    return !row.hits.empty() ||
           std::any_of(row.tokens.begin(), row.tokens.end(), [](const Token& token) { return token.colon; });
}

// The line below, where a value stands or goes on: near, under it, and with no label of its own.
const Row* below(const std::vector<Row>& rows, std::size_t at) {
    if (at + 1 >= rows.size()) return nullptr;
    const Box& box = rows[at].line->box;
    const Row& next = rows[at + 1];
    const int gap = next.line->box.top - (box.top + box.height);
    const bool under =
        next.line->box.left < box.left + box.width && box.left < next.line->box.left + next.line->box.width;
    return under && gap > -box.height && gap < 2 * box.height && !has_label(next) ? &next : nullptr;
}

// The nearest line further down on the page, wherever it stands in the reading order.
const Row* next_down(const std::vector<Row>& rows, std::size_t at) {
    const Box& box = rows[at].line->box;
    const Row* nearest = nullptr;
    for (const Row& row : rows) {
        const int gap = row.line->box.top - (box.top + box.height);
        if (gap < -box.height / 2 || gap > 2 * box.height || &row == &rows[at]) continue;
        if (nearest == nullptr || row.line->box.top < nearest->line->box.top) nearest = &row;
    }
    return nearest != nullptr && !has_label(*nearest) ? nearest : nullptr;
}

// The line right of it at the same height, where a value stands in a column of its own, and with no label there.
const Row* beside(const std::vector<Row>& rows, std::size_t at, int right_edge) {
    const Box& box = rows[at].line->box;
    const Row* nearest = nullptr;
    for (const Row& row : rows) {
        const Box& other = row.line->box;
        const int gap = other.left - (box.left + box.width);
        const int apart = std::abs(2 * (other.top - box.top) + other.height - box.height);
        if (gap < 0 || gap > right_edge / 2 || apart > std::min(box.height, other.height)) continue;
        if (nearest == nullptr || other.left < nearest->line->box.left) nearest = &row;
    }
    return nearest != nullptr && !has_label(*nearest) ? nearest : nullptr;
}

// A long place goes on under its first line where that is full.
bool is_full(const Row& row, int right_edge) {
    return row.line->box.left + row.line->box.width > right_edge - right_edge / 8;
}

void append(Span& span, const Row& row) {
    const Span more = span_of(row.tokens, 0, row.tokens.size());
    span.text += (span.text.empty() ? "" : " ") + more.text;
    span.box = hull(span.box, more.box);
    span.confidence = std::min(span.confidence, more.confidence);
}

}  // namespace

int top_of_stamp(const DocumentTypes& types, const std::vector<SheetLine>& sheet) {
    int top = std::numeric_limits<int>::max();
    for (const SheetLine& line : sheet)
        for (const Phrase& mark : types.copy_marks)
            if (mark.place == Phrase::Place::anywhere && found(line.folded, mark, types.cue_match) > 0)
                top = std::min(top, line.line->box.top);
    return top;
}

void add_label_fields(std::vector<Field>& fields, const DocumentTypes& types, const DocumentType& type,
                      const std::vector<SheetLine>& sheet, int page) {
    const int stamp = top_of_stamp(types, sheet);
    const std::vector<Label> labels = labels_of(types, type);
    std::vector<Row> rows;
    int right_edge = 0;
    for (const SheetLine& line : sheet) {
        if (line.line->box.top >= stamp) continue;
        Row row{line.line, tokens_of(*line.line), {}};
        row.hits = hits_of(row.tokens, labels, types.cue_match);
        right_edge = std::max(right_edge, line.line->box.left + line.line->box.width);
        rows.push_back(std::move(row));
    }
    std::set<std::string> unsure;
    for (std::size_t at = 0; at < rows.size(); ++at)
        for (std::size_t i = 0; i < rows[at].hits.size(); ++i) {
            const Row& row = rows[at];
            const Hit& hit = row.hits[i];
            const FieldRule& rule = *hit.label->rule;
            const bool wanted = std::any_of(type.fields.begin(), type.fields.end(),
                                            [&](const FieldRule& each) { return each.name == rule.name; });
            const bool known =
                std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.name == rule.name; });
            if (!wanted || known || unsure.count(rule.name) > 0) continue;
            const bool last = i + 1 == row.hits.size();
            Span span = span_of(row.tokens, hit.value, last ? row.tokens.size() : row.hits[i + 1].first);
            const Row* column = last && span.text.empty() ? beside(rows, at, right_edge) : nullptr;
            if (column != nullptr) append(span, *column);
            const Row* next = last && column == nullptr ? below(rows, at) : nullptr;
            // what has a form of its own is known by it, wherever below it stands
            const bool formed = rule.kind != FieldKind::text && rule.kind != FieldKind::place;
            if (last && next == nullptr && column == nullptr && span.text.empty() && formed) next = next_down(rows, at);
            if (next != nullptr && (span.text.empty() || (rule.kind == FieldKind::place && is_full(row, right_edge))))
                append(span, *next);
            if (span.text.empty()) continue;
            // another number under the same label is another number
            if (span.confidence < types.field_surety) {
                unsure.insert(rule.name);
                continue;
            }
            if (auto field = field_value(rule, span, page)) fields.push_back(std::move(*field));
        }
}

}  // namespace saoy::stages
