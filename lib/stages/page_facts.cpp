// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_facts.hpp"

#include <algorithm>
#include <optional>
#include <regex>

#include "lib/base/text.hpp"
#include "lib/model/values.hpp"
#include "lib/stages/label_fields.hpp"
#include "lib/stages/line_tokens.hpp"

namespace saoy::stages {

namespace {

constexpr double head = 0.3;           // of the page: where the issuer and the date line of a letter stand
constexpr int name_within = 14;        // line heights under the role: seal and signature stand between
constexpr std::size_t most_about = 3;  // lines of a subject

bool starts_with_any(const SheetLine& line, const std::vector<Phrase>& phrases, double least) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const Phrase& phrase) { return found(line.folded, phrase, least) > 0; });
}

bool overlaps(const Box& a, const Box& b) { return a.left < b.left + b.width && b.left < a.left + a.width; }

void add(std::vector<Field>& fields, const char* name, const Span& span, int page, std::string normal = {}) {
    if (span.text.empty()) return;
    Field field{name, text::nfc(span.text), page};
    field.normal = std::move(normal);
    field.box = span.box;
    field.confidence = span.confidence;
    field.source = "rule";
    fields.push_back(std::move(field));
}

bool is_there(const std::vector<Field>& fields, const std::string& name) {
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
}

// The line up to the national heading, which may have been read as one line with the issuer's.
Span before_heading(const std::vector<Token>& tokens) {
    std::size_t end = 0;
    while (end < tokens.size() &&
           !(end > 0 && (tokens[end].key == "CONG" || tokens[end].key == "DOC") && end + 1 < tokens.size() &&
             (tokens[end + 1].key == "HOA" || tokens[end + 1].key == "LAP")))
        ++end;
    return span_of(tokens, 0, end);
}

void join(Span& span, const Span& more) {
    span.text += " " + more.text;
    span.box = hull(span.box, more.box);
    span.confidence = std::min(span.confidence, more.confidence);
}

bool is_title(const DocumentTypes& types, const SheetLine& line) {
    return std::any_of(types.types.begin(), types.types.end(), [&](const DocumentType& type) {
        return std::any_of(type.titles.begin(), type.titles.end(), [&](const Phrase& title) {
            return line.folded.rfind(title.folded.substr(0, 4), 0) == 0 &&
                   found(line.folded, title, types.cue_match) > 0;
        });
    });
}

Span issuer(const DocumentTypes& types, const std::vector<SheetLine>& sheet, int page_height) {
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        if (sheet[i].line->box.top > head * page_height) break;
        if (!sheet[i].title_like || !starts_with_any(sheet[i], types.agencies, types.cue_match)) continue;
        Span span = before_heading(tokens_of(*sheet[i].line));
        for (std::size_t k = i + 1; k < sheet.size() && k < i + 4; ++k) {
            const SheetLine& next = sheet[k];
            const bool goes_on = next.title_like && next.follows && overlaps(next.line->box, span.box) &&
                                 next.folded.rfind("CONG HOA", 0) != 0 && next.folded.rfind("SO", 0) != 0;
            if (!goes_on || is_title(types, next)) break;
            join(span, before_heading(tokens_of(*next.line)));
            if (starts_with_any(next, types.agencies, types.cue_match)) break;
        }
        return span;
    }
    return {};
}

// "Hoa Sen, ngày 05 tháng 3 năm 2026": in a letter above, in a certificate below.
void add_date(std::vector<Field>& fields, const std::vector<SheetLine>& sheet, int page, int page_height, int stamp) {
    static const std::regex dated(R"((?:^|[A-Z.], ?)NGAY ?\d{1,2} THANG ?\d{1,2} NAM ?\d{4}\)?$)");
    const SheetLine* chosen = nullptr;
    for (const SheetLine& line : sheet) {
        if (line.line->box.top >= stamp || !std::regex_search(line.folded, dated)) continue;
        chosen = &line;
        if (line.line->box.top < head * page_height) break;
    }
    if (chosen == nullptr) return;
    const std::vector<Token> tokens = tokens_of(*chosen->line);
    std::size_t first = tokens.size();
    while (first > 0 && tokens[first - 1].key != "NGAY") --first;
    const Span span = span_of(tokens, first == 0 ? 0 : first - 1, tokens.size());
    if (const auto date = date_in(span.text)) add(fields, "ngay_ky", span, page, *date);
}

Span signer(const DocumentTypes& types, const std::vector<SheetLine>& sheet, int stamp) {
    Span name;
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        const Box& role = sheet[i].line->box;
        if (role.top >= stamp || !starts_with_any(sheet[i], types.roles, types.cue_match)) continue;
        for (std::size_t k = i + 1; k < sheet.size(); ++k) {
            const Box& box = sheet[k].line->box;
            if (box.top <= role.top || box.top > role.top + name_within * role.height || box.top >= stamp) continue;
            const std::vector<Token> tokens = tokens_of(*sheet[k].line);
            const Span span = span_of(tokens, 0, tokens.size());
            if (!overlaps(box, role) || tokens.size() > 5 || starts_with_any(sheet[k], types.roles, types.cue_match))
                continue;
            if (!person_name(span.text) || text::title_case(span.text) != span.text) continue;
            name = span;
            break;
        }
    }
    return name;
}

Span subject(const DocumentTypes& types, const std::vector<SheetLine>& sheet) {
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        if (!starts_with_any(sheet[i], types.subjects, types.cue_match)) continue;
        const auto whole = [&](const SheetLine& line) {
            const std::vector<Token> tokens = tokens_of(*line.line);
            return span_of(tokens, 0, tokens.size());
        };
        Span span = whole(sheet[i]);
        for (std::size_t k = i + 1; k < sheet.size() && k < i + most_about; ++k) {
            if (!sheet[k].follows || sheet[k].title_like || !overlaps(sheet[k].line->box, span.box) ||
                sheet[k].folded.find(':') != std::string::npos || sheet[k].folded.rfind("CAN CU", 0) == 0)
                break;
            join(span, whole(sheet[k]));
        }
        return span;
    }
    return {};
}

// "Giấy này có giá trị 06 tháng kể từ ngày cấp": what the phrase leaves of its line.
Span behind(const std::vector<Phrase>& phrases, const std::vector<SheetLine>& sheet, double least, int stamp) {
    for (const SheetLine& line : sheet)
        for (const Phrase& phrase : phrases) {
            if (line.line->box.top >= stamp || found(line.folded, phrase, least) == 0) continue;
            const std::vector<Token> tokens = tokens_of(*line.line);
            const std::vector<std::string> words = text::split(label_key(phrase.text), ' ');
            for (std::size_t first = 0; first + words.size() < tokens.size(); ++first) {
                std::size_t same = 0;
                while (same < words.size() && tokens[first + same].key == words[same]) ++same;
                if (same == words.size()) return span_of(tokens, first + same, tokens.size());
            }
        }
    return {};
}

}  // namespace

void add_page_facts(std::vector<Field>& fields, const DocumentTypes& types, const std::vector<SheetLine>& sheet,
                    int page, int page_height) {
    const int stamp = top_of_stamp(types, sheet);
    if (!is_there(fields, "co_quan")) add(fields, "co_quan", issuer(types, sheet, page_height), page);
    if (!is_there(fields, "ngay_ky")) add_date(fields, sheet, page, page_height, stamp);
    if (!is_there(fields, "nguoi_ky")) add(fields, "nguoi_ky", signer(types, sheet, stamp), page);
    if (!is_there(fields, "trich_yeu")) add(fields, "trich_yeu", subject(types, sheet), page);
    if (!is_there(fields, "thoi_han"))
        add(fields, "thoi_han", behind(types.terms, sheet, types.cue_match, stamp), page);
    if (!is_there(fields, "pham_vi")) add(fields, "pham_vi", behind(types.scopes, sheet, types.cue_match, stamp), page);
}

}  // namespace saoy::stages
