// SPDX-License-Identifier: Apache-2.0
#include "lib/model/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <regex>
#include <utility>
#include <vector>

#include "lib/base/text.hpp"
#include "lib/model/document_types.hpp"

namespace saoy {

namespace {

constexpr std::size_t longest = 300;  // bytes looked at

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int last_day(int year, int month) {
    constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[std::size_t(month - 1)];
}

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::optional<std::string> iso(int year, int month, int day) {
    if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > last_day(year, month))
        return std::nullopt;
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

// ---- dates in words; the words come without accents ----

std::optional<int> digit_word(const std::string& word) {
    static const std::pair<const char*, int> words[] = {{"KHONG", 0}, {"MOT", 1}, {"HAI", 2}, {"BA", 3},  {"BON", 4},
                                                        {"TU", 4},    {"NAM", 5}, {"LAM", 5}, {"SAU", 6}, {"BAY", 7},
                                                        {"BAY", 7},   {"TAM", 8}, {"CHIN", 9}};
    for (const auto& [name, value] : words)
        if (word == name) return value;
    return std::nullopt;
}

// 0 … 9999; none for anything else than number words.
std::optional<int> number_of(const std::vector<std::string>& words) {
    int total = 0, hundreds = 0, last = -1;
    for (const std::string& word : words) {
        if (const auto digit = digit_word(word)) {
            last = *digit;
        } else if (word == "MUOI") {  // mười: ten; mươi: tens
            hundreds += last > 0 ? last * 10 : 10;
            last = -1;
        } else if (word == "TRAM") {
            hundreds += (last < 0 ? 1 : last) * 100;
            last = -1;
        } else if (word == "NGHIN" || word == "NGAN") {
            total += (last < 0 ? 1 : last) * 1000;
            last = -1;
        } else if (word != "LE" && word != "LINH" && word != "MONG" && word != "MUNG") {
            return std::nullopt;
        }
    }
    if (words.empty()) return std::nullopt;
    return total + hundreds + std::max(last, 0);
}

// NGAY … THANG … NAM …, where NAM is both "five" and "year": the month has one word, or two that make 11 or 12.
std::optional<std::string> date_in_words(const std::string& key) {
    const std::vector<std::string> words = text::split(key, ' ');
    for (std::size_t start = 0; start < words.size(); ++start) {
        if (words[start] != "NGAY") continue;
        std::size_t at = start + 1;
        std::vector<std::string> day, month, year;
        while (at < words.size() && words[at] != "THANG") day.push_back(words[at++]);
        if (++at >= words.size()) continue;
        month.push_back(words[at++]);
        if (month[0] == "MUOI" && at < words.size() && (words[at] == "MOT" || words[at] == "HAI"))
            month.push_back(words[at++]);
        if (at >= words.size() || words[at] != "NAM") continue;
        for (++at; at < words.size() && (digit_word(words[at]) || number_of({words[at]})); ++at)
            year.push_back(words[at]);
        const auto d = number_of(day), m = number_of(month), y = number_of(year);
        if (d && m && y)
            if (auto date = iso(*y, *m, *d)) return date;
    }
    return std::nullopt;
}

int number(const std::string& digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

std::optional<std::string> date_in(std::string_view given) {
    const std::string folded = text::fold(given.substr(0, longest));
    static const std::regex figures(R"((?:^|[^0-9])(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?![0-9]))");
    static const std::regex spelled(
        R"((\d{1,2})\s*,?\s*THANG(?:\s*/?\s*MONTH)?\s*:?\s*(\d{1,2})\s*,?\s*NAM(?:\s*/?\s*YEAR)?\s*:?\s*(\d{4})(?![0-9]))");
    for (const std::regex* pattern : {&figures, &spelled}) {
        std::smatch found;
        if (std::regex_search(folded, found, *pattern))
            if (auto date = iso(number(found[3]), number(found[2]), number(found[1]))) return date;
    }
    return date_in_words(label_key(given.substr(0, longest)));
}

std::optional<std::string> person_name(std::string_view given) {
    const std::string folded = text::fold(given);
    std::size_t words = folded.empty() ? 0 : 1;
    for (const char c : folded) {
        if (c == ' ') ++words;
        if (!(c >= 'A' && c <= 'Z') && c != ' ' && c != '\'' && c != '-') return std::nullopt;
    }
    if (words < 2 || words > 8) return std::nullopt;
    // "năm sinh" is what another label goes on with; a name has its capitals, in a form as in a certificate.
    const std::string_view trimmed = text::trim(given);
    std::size_t first = 1;
    while (first < trimmed.size() && (static_cast<unsigned char>(trimmed[first]) & 0xC0) == 0x80) ++first;
    if (text::lower(trimmed.substr(0, first)) == trimmed.substr(0, first)) return std::nullopt;
    return text::title_case(text::trim(given));
}

std::optional<Digits> digits_of(std::string_view given, std::size_t count) {
    static const std::pair<char, char> alike[] = {{'O', '0'}, {'o', '0'}, {'D', '0'}, {'I', '1'},
                                                  {'l', '1'}, {'|', '1'}, {'S', '5'}, {'B', '8'}};
    Digits found;
    std::size_t letters = 0;
    for (const char c : given) {
        if (c == ' ' || c == '.') continue;
        if (is_digit(c)) {
            found.digits += c;
            continue;
        }
        const auto* digit =
            std::find_if(std::begin(alike), std::end(alike), [&](const auto& pair) { return pair.first == c; });
        if (digit == std::end(alike)) return std::nullopt;
        found.digits += digit->second;
        found.mended = true;
        ++letters;
    }
    if (found.digits.size() != count || letters * 4 > count) return std::nullopt;
    return found;
}

std::optional<std::string> money_in(std::string_view given) {
    std::string digits;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (is_digit(given[i]))
            digits += given[i];
        else if (!digits.empty() && !(given[i] == '.' && i + 3 < given.size() && is_digit(given[i + 1])))
            break;
    }
    if (digits.empty() || digits.size() > 18) return std::nullopt;
    return digits;
}

std::string months_later(const std::string& date, int months) {
    const int year = number(date.substr(0, 4)), month = number(date.substr(5, 2)), day = number(date.substr(8, 2));
    const int index = year * 12 + month - 1 + months;
    const int to_year = index / 12, to_month = index % 12 + 1;
    return padded(to_year, 4) + "-" + padded(to_month, 2) + "-" + padded(std::min(day, last_day(to_year, to_month)), 2);
}

bool same_words(std::string_view a, std::string_view b) { return label_key(a) == label_key(b); }

}  // namespace saoy
