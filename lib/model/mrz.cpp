// SPDX-License-Identifier: Apache-2.0
#include "lib/model/mrz.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace saoy {

namespace {

constexpr std::size_t td1 = 30, td3 = 44;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One line as it may be machine-readable: capitals, figures and <. Recognisers read << as « and blanks between them.
std::string machine_line(std::string_view text) {
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (text.compare(i, 2, "\xC2\xAB") == 0) {  // «
            line += "<<";
            ++i;
        } else if (c >= 'a' && c <= 'z') {
            line += char(c - 'a' + 'A');
        } else if (c != ' ') {
            line += c;
        }
    }
    return line;
}

char figure(char c) {
    switch (c) {
        case 'O':
        case 'Q':
        case 'D': return '0';
        case 'I':
        case 'L': return '1';
        case 'Z': return '2';
        case 'S': return '5';
        case 'G': return '6';
        case 'B': return '8';
        default: return c;
    }
}

char letter(char c) {
    switch (c) {
        case '0': return 'O';
        case '1': return 'I';
        case '2': return 'Z';
        case '5': return 'S';
        case '8': return 'B';
        default: return c;
    }
}

void make_figures(std::string& line, std::size_t from, std::size_t count, bool& mended) {
    for (std::size_t i = from; i < from + count && i < line.size(); ++i) {
        const char c = figure(line[i]);
        mended = mended || c != line[i];
        line[i] = c;
    }
}

void make_letters(std::string& line, std::size_t from, std::size_t count, bool& mended) {
    for (std::size_t i = from; i < from + count && i < line.size(); ++i) {
        const char c = letter(line[i]);
        mended = mended || c != line[i];
        line[i] = c;
    }
}

bool right(std::string_view field, char digit) { return is_digit(digit) && mrz_check_digit(field) == digit - '0'; }

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

// The check digit at the end stands behind fillers, of which some may be missing or too many.
bool end_in_place(std::string& line) {
    if (line.size() < td1 - 6 || line.size() > td1 + 6) return false;
    const char last = line.back();
    line.pop_back();
    while (line.size() > td1 - 1 && line.back() == '<') line.pop_back();
    if (line.size() > td1 - 1) return false;
    line.resize(td1 - 1, '<');
    line += last;
    return true;
}

// What a 0 with a dot or a stroke in it is read as: mostly 6.
constexpr std::string_view likely_zeros = "6", all_zeros = "689";

// All that a run of figures may be when zeros were read as one of `zeros`, and that `holds` accepts.
template <typename Holds>
std::vector<std::string> readings(const std::string& read, std::string_view zeros, const Holds& holds) {
    constexpr std::size_t most_doubts = 14;
    std::vector<std::size_t> doubts;
    for (std::size_t i = 0; i < read.size(); ++i)
        if (zeros.find(read[i]) != zeros.npos) doubts.push_back(i);
    std::vector<std::string> found;
    if (doubts.size() > most_doubts) return found;
    for (std::size_t choice = 0; choice < std::size_t(1) << doubts.size(); ++choice) {
        std::string made = read;
        for (std::size_t k = 0; k < doubts.size(); ++k)
            if ((choice >> k & 1) != 0) made[doubts[k]] = '0';
        if (holds(made)) found.push_back(std::move(made));
    }
    return found;
}

bool is_day(std::string_view yymmdd) {
    const auto two = [&](std::size_t at) { return (yymmdd[at] - '0') * 10 + yymmdd[at + 1] - '0'; };
    return std::all_of(yymmdd.begin(), yymmdd.end(), is_digit) && two(2) >= 1 && two(2) <= 12 && two(4) >= 1 &&
           two(4) <= 31;
}

using TwoLines = std::pair<std::string, std::string>;

// What a Vietnamese card's first two lines may be with every check digit right when some zeros were read as one of
// `zeros`. The last nine digits of the personal number stand there twice, which must agree.
std::vector<TwoLines> card_readings(const std::string& first, const std::string& second, std::string_view zeros) {
    std::string number = first.substr(15, 12);
    for (std::size_t i = 0; i < 9; ++i) {
        char &twice = number[i + 3], once = first[5 + i];
        if (twice == once) continue;
        if (zeros.find(std::max(twice, once)) == zeros.npos || std::min(twice, once) != '0') return {};
        twice = '0';
    }
    if (first.compare(27, 2, "<<") != 0) return {};
    // the number, its check digit, that of the whole
    const auto numbers = readings(number + first[14] + first[29], zeros, [](const std::string& made) {
        return right(made.substr(3, 9), made[12]) && right(made.substr(0, 12) + "<<", made[13]);
    });
    const auto is_dated = [](const std::string& made) {
        return is_day(made.substr(0, 6)) && right(made.substr(0, 6), made[6]);
    };
    const auto births = readings(second.substr(0, 7), zeros, is_dated),
               ends = readings(second.substr(8, 7), zeros, is_dated);
    const auto last = readings(second.substr(29, 1), zeros, [](const std::string&) { return true; });
    std::vector<TwoLines> found;
    for (const std::string& made : numbers)
        for (const std::string& birth : births)
            for (const std::string& end : ends)
                for (const std::string& digit : last) {
                    const std::string one =
                        first.substr(0, 5) + made.substr(3, 9) + made[12] + made.substr(0, 12) + "<<" + made[13];
                    const std::string two = birth + second[7] + end + second.substr(15, 14) + digit;
                    if (right(one.substr(5, 25) + birth + end + two.substr(18, 11), two[29]))
                        found.emplace_back(one, two);
                }
    return found;
}

// `lines` are what the first line may have been. They are made right as they were read, or in the only way there is;
// of several, in the only one where the personal number holds the year of birth, as it does by its structure.
bool mend_card(const std::vector<std::string>& lines, std::string& first, std::string& second, bool& mended) {
    std::set<TwoLines> found;
    for (const std::string_view zeros : {likely_zeros, all_zeros}) {
        for (const std::string& line : lines)
            for (TwoLines& reading : card_readings(line, second, zeros)) {
                if (line == first && reading == TwoLines(first, second)) return true;
                found.insert(std::move(reading));
            }
        if (!found.empty()) break;
    }
    if (found.size() > 1)
        for (auto each = found.begin(); each != found.end();)
            each = each->first.compare(19, 2, each->second, 0, 2) == 0 ? std::next(each) : found.erase(each);
    if (found.size() != 1) return false;
    std::tie(first, second) = *found.begin();
    mended = true;
    return true;
}

// The line, and where it is one figure too long the lines that lack one: two may have been read for one.
std::vector<std::string> lines_of(const std::string& first) {
    constexpr std::size_t before = 5, behind = 27;  // the figures of the first line
    std::vector<std::string> lines;
    if (std::string line = first; end_in_place(line)) lines.push_back(std::move(line));
    if (first.size() == td1 + 1)
        for (std::size_t i = before; i <= behind; ++i) lines.push_back(first.substr(0, i) + first.substr(i + 1));
    return lines;
}

// Of any country: every check digit right as it was read.
bool card_holds(const std::string& first, const std::string& second) {
    const std::string composite =
        first.substr(5, 25) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18, 11);
    return right(first.substr(5, 9), first[14]) && right(second.substr(0, 6), second[6]) &&
           right(second.substr(8, 6), second[14]) && right(composite, second[29]);
}

std::optional<Mrz> card(std::string first, std::string second, std::string third, int year_now) {
    std::vector<std::string> lines = lines_of(first);
    if (lines.empty() || !end_in_place(second)) return std::nullopt;
    Mrz mrz;
    mrz.form = "TD1";
    for (std::string& line : lines) {
        make_letters(line, 0, 5, mrz.mended);
        if (line.compare(2, 3, "VNM") != 0) continue;
        make_figures(line, 5, 22, mrz.mended);
        make_figures(line, 29, 1, mrz.mended);
    }
    first = lines.front();
    const bool vietnamese = first.compare(2, 3, "VNM") == 0;
    make_figures(second, 0, 7, mrz.mended);
    make_figures(second, 8, 7, mrz.mended);
    make_letters(second, 15, 3, mrz.mended);
    make_figures(second, 29, 1, mrz.mended);
    if (vietnamese ? !mend_card(lines, first, second, mrz.mended) : !card_holds(first, second)) return std::nullopt;
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
        if (made[i].size() < td1 - 6) continue;
        if (i + 2 < made.size())
            if (auto mrz = card(made[i], made[i + 1], made[i + 2], year_now)) return mrz;
        if (made[i][0] == 'P')
            if (auto mrz = passport(made[i], made[i + 1], year_now)) return mrz;
    }
    return std::nullopt;
}

}  // namespace saoy
