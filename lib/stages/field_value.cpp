// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/field_value.hpp"

#include <algorithm>
#include <regex>

#include "lib/base/text.hpp"
#include "lib/model/values.hpp"

namespace saoy::stages {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool has_digit(const std::string& text) { return std::any_of(text.begin(), text.end(), is_digit); }

// Up to the first sign that ends a name: "NGUYỄN VĂN AN, sinh năm 1999".
std::string before_sign(const std::string& value) {
    return std::string(text::trim(value.substr(0, value.find_first_of(",;(:0123456789"))));
}

// A number and symbol: the first word, and those that belong to it ("AB 123456", "12 /QĐ-UBND").
std::string code_in(const std::string& value) {
    std::string code;
    for (const std::string& word : text::split(value, ' ')) {
        if (word.empty()) continue;
        const bool belongs = code.empty() || !has_digit(code) || word.front() == '/' || code.back() == '/';
        if (!belongs) break;
        code += (code.empty() || word.front() == '/' || code.back() == '/' ? "" : " ") + word;
        if (word.back() == ',' || word.back() == ';') break;
    }
    while (!code.empty() && std::string_view(",;.").find(code.back()) != std::string_view::npos) code.pop_back();
    return has_digit(code) ? code : "";
}

// The run of figures (and what prints like them) at the start of the text.
std::string leading_number(const std::string& value) {
    std::string number;
    for (const std::string& word : text::split(value, ' ')) {
        if (!number.empty() && !has_digit(word)) break;
        number += (number.empty() ? "" : " ") + word;
        if (std::count_if(number.begin(), number.end(), is_digit) >= 12) break;
    }
    while (!number.empty() && std::string_view(",;.").find(number.back()) != std::string_view::npos) number.pop_back();
    return number;
}

void read_personal(Field& field) {
    const std::string number = leading_number(field.value);
    for (const std::size_t count : {std::size_t(12), std::size_t(9)})
        if (const auto digits = digits_of(number, count)) {
            if (digits->mended) field.raw = number;
            field.value = digits->mended ? digits->digits : number;
            if (field.value != digits->digits) field.normal = digits->digits;
            return;
        }
    field.value.clear();
}

}  // namespace

// A date that fills its field and whose slashes were read as 1 or thin letters: "0810611978", "28/07I1998".
void mend_date(Field& field) {
    static const std::regex thin(R"((\d\d)(?:[/.\-1IilL|![\]]|ï|¡)(\d\d)(?:[/.\-1IilL|![\]]|ï|¡)((?:18|19|20)\d\d))");
    std::string close = field.value;
    close.erase(std::remove(close.begin(), close.end(), ' '), close.end());
    std::smatch found;
    if (!std::regex_match(close, found, thin)) return;
    const std::string mended = found[1].str() + "/" + found[2].str() + "/" + found[3].str();
    field.normal = date_in(mended).value_or("");
    if (field.normal.empty()) return;
    field.raw = field.value;
    field.value = mended;
}

// "308I2018", "465IBC-CT": between a number and its year or symbol a slash stands.
void mend_number(Field& field) {
    static const std::regex thin(R"((\d{1,5})[Il|!]((?:19|20)\d\d(?:/.*)?|[A-Z\x80-\xFF]{2,}-.*))");
    std::smatch found;
    if (!std::regex_match(field.value, found, thin)) return;
    field.raw = field.value;
    field.value = found[1].str() + "/" + found[2].str();
}

std::optional<Field> field_value(const FieldRule& rule, const Span& span, int page) {
    Field field{rule.name, text::nfc(span.text), page};
    field.box = span.box;
    field.confidence = span.confidence;
    switch (rule.kind) {
        case FieldKind::name:
            field.value = before_sign(field.value);
            field.normal = person_name(field.value).value_or("");
            if (field.normal.empty()) return std::nullopt;
            break;
        case FieldKind::date:
        case FieldKind::date_words:
            field.normal = date_in(field.value).value_or("");
            if (field.normal.empty()) mend_date(field);
            // "Không thời hạn" of a card is a value too, and so is a year alone
            if (field.normal.empty() && has_digit(field.value) && field.value.size() != 4) return std::nullopt;
            break;
        case FieldKind::code:
            field.value = code_in(field.value);
            mend_number(field);
            break;
        case FieldKind::personal: read_personal(field); break;
        case FieldKind::sex: {
            const std::string folded = text::fold(field.value).substr(0, 3);
            if (folded != "NAM" && folded.substr(0, 2) != "NU") return std::nullopt;
            field.value = folded == "NAM" ? "Nam" : "Nữ";
            break;
        }
        case FieldKind::money: field.normal = money_in(field.value).value_or(""); break;
        case FieldKind::text:
            while (!field.value.empty() && field.value.back() == '.') field.value.pop_back();  // a leader's end
            break;
        case FieldKind::place: break;
    }
    if (field.normal == field.value) field.normal.clear();
    if (field.value.empty()) return std::nullopt;
    return field;
}

}  // namespace saoy::stages
