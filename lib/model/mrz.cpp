// SPDX-License-Identifier: Apache-2.0
#include "lib/model/mrz.hpp"

#include <algorithm>
#include <string_view>

#include "lib/base/text.hpp"
#include "lib/model/mrz_lines.hpp"

namespace saoy {

namespace {

constexpr std::size_t td3 = 44;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One line as it may be machine-readable: capitals, figures and < only. Recognisers read << as « and blanks between
// them, give letters accents, and see signs at the line's end.
std::string machine_line(std::string_view text) {
    std::string line;
    const std::string folded = text::fold(text);
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char c = folded[i];
        if ((c >= 'A' && c <= 'Z') || is_digit(c) || c == '<') line += c;
        if (folded.compare(i, 2, "\xC2\xAB") == 0) line += "<<";  // «
    }
    return line;
}

// Two digits of a year: births are not in the future, cards do not end in the past century.
std::string day_of(std::string_view yymmdd, bool birth, int year_now) {
    if (!std::all_of(yymmdd.begin(), yymmdd.end(), is_digit)) return "";
    const int two = (yymmdd[0] - '0') * 10 + yymmdd[1] - '0';
    const int century = birth && two > year_now % 100 ? year_now / 100 - 1 : year_now / 100;
    std::string day = std::to_string(century * 100 + two);
    day += "-";
    day += yymmdd.substr(2, 2);
    day += "-";
    day += yymmdd.substr(4, 2);
    return day;
}

std::string words_of(std::string_view field) {
    std::string words;
    for (const char c : field) {
        if (c != '<')
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

// Fillers at the end are read too few or too many: the line is made as long as the standard has it.
bool to_length(std::string& line, std::size_t length) {
    if (line.size() < length - 6 || line.size() > length + 6) return false;
    while (line.size() > length && line.back() == '<') line.pop_back();
    if (line.size() > length) return false;
    line.resize(length, '<');
    return true;
}

void set_days(Mrz& mrz, std::string_view birth, char sex, std::string_view expires, int year_now) {
    mrz.birth = day_of(birth, true, year_now);
    if (expires != "991231") mrz.expires = day_of(expires, false, year_now);
    mrz.sex = sex == 'M' ? "Nam" : sex == 'F' ? "Nữ" : "";
}

// Of any country: every check digit right as it was read.
bool card_holds(const std::string& first, const std::string& second) {
    const std::string composite =
        first.substr(5, 25) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18, 11);
    return right(first.substr(5, 9), first[14]) && right(second.substr(0, 6), second[6]) &&
           right(second.substr(8, 6), second[14]) && right(composite, second[29]);
}

std::optional<Mrz> card(std::string first, std::string second, std::string third, int year_now) {
    Mrz mrz;
    mrz.form = "TD1";
    make_letters(first, 0, 5, mrz.mended);
    const bool vietnamese = first.compare(2, 3, "VNM") == 0;
    if (vietnamese) {
        auto lines = vietnamese_card(first, second);
        if (!lines) return std::nullopt;
        first = lines->first;
        second = lines->second;
        mrz.mended = mrz.mended || lines->mended;
    } else {
        if (!end_in_place(first) || !end_in_place(second)) return std::nullopt;
        make_figures(second, 0, 7, mrz.mended);
        make_figures(second, 8, 7, mrz.mended);
        make_letters(second, 15, 3, mrz.mended);
        make_figures(second, 29, 1, mrz.mended);
        if (!card_holds(first, second)) return std::nullopt;
    }
    mrz.number = words_of(first.substr(5, 9));
    if (vietnamese) mrz.personal = first.substr(15, 12);
    mrz.nationality = second.substr(15, 3);
    set_days(mrz, second.substr(0, 6), second[7], second.substr(8, 6), year_now);
    // No check digit covers the name: what is not letters is left out.
    bool name_mended = false;
    make_letters(third, 0, third.size(), name_mended);
    if (third.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ<") == std::string::npos &&
        third.find("<<") != std::string::npos)
        mrz.name = words_of(third);
    return mrz;
}

std::optional<Mrz> passport(std::string first, std::string second, int year_now) {
    if (!to_length(first, td3) || second.size() != td3) return std::nullopt;
    Mrz mrz;
    mrz.form = "TD3";
    make_letters(first, 0, td3, mrz.mended);
    make_figures(second, 9, 1, mrz.mended);
    make_letters(second, 10, 3, mrz.mended);
    make_figures(second, 13, 7, mrz.mended);
    make_figures(second, 21, 7, mrz.mended);
    make_figures(second, 42, 2, mrz.mended);
    const std::string composite = second.substr(0, 10) + second.substr(13, 7) + second.substr(21, 22);
    const std::string optional = second.substr(28, 14);
    const bool no_optional = optional.find_first_not_of('<') == std::string::npos && second[42] == '<';
    const bool whole = right(second.substr(0, 9), second[9]) && right(second.substr(13, 6), second[19]) &&
                       right(second.substr(21, 6), second[27]) && (no_optional || right(optional, second[42])) &&
                       right(composite, second[43]);
    if (!whole) return std::nullopt;
    mrz.number = words_of(second.substr(0, 9));
    mrz.nationality = second.substr(10, 3);
    const std::string personal = words_of(optional);
    if (personal.size() == 12 && std::all_of(personal.begin(), personal.end(), is_digit)) mrz.personal = personal;
    set_days(mrz, second.substr(13, 6), second[20], second.substr(21, 6), year_now);
    mrz.name = words_of(first.substr(5));
    return mrz;
}

}  // namespace

int mrz_check_digit(std::string_view field) {
    constexpr int weights[] = {7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char c = field[i];
        int value = 0;
        if (is_digit(c))
            value = c - '0';
        else if (c >= 'A' && c <= 'Z')
            value = c - 'A' + 10;
        else if (c != '<')
            return -1;
        sum += value * weights[i % 3];
    }
    return sum % 10;
}

std::optional<Mrz> mrz_in(const std::vector<std::string>& lines, int year_now) {
    std::vector<std::string> made;
    for (const std::string& line : lines) made.push_back(machine_line(line));
    for (std::size_t i = 0; i + 1 < made.size(); ++i) {
        if (made[i].size() < card_line - 6) continue;
        if (i + 2 < made.size())
            if (auto mrz = card(made[i], made[i + 1], made[i + 2], year_now)) return mrz;
        if (made[i][0] == 'P')
            if (auto mrz = passport(made[i], made[i + 1], year_now)) return mrz;
    }
    return std::nullopt;
}

}  // namespace saoy
