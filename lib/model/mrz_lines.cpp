// SPDX-License-Identifier: Apache-2.0
#include "lib/model/mrz_lines.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "lib/model/mrz.hpp"

namespace saoy {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

}  // namespace

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

bool end_in_place(std::string& line) {
    if (line.size() < card_line - 6 || line.size() > card_line + 6) return false;
    const char last = line.back();
    line.pop_back();
    while (line.size() > card_line - 1 && line.back() == '<') line.pop_back();
    if (line.size() > card_line - 1) return false;
    line.resize(card_line - 1, '<');
    line += last;
    return true;
}

namespace {

constexpr std::size_t most_extra = 2;
// A page may hold anything: what asks for more than this stays unread.
constexpr std::size_t most_variants = 64, most_readings = 1 << 12;

bool is_day(std::string_view yymmdd) {
    const auto two = [&](std::size_t at) { return (yymmdd[at] - '0') * 10 + yymmdd[at + 1] - '0'; };
    return std::all_of(yymmdd.begin(), yymmdd.end(), is_digit) && two(2) >= 1 && two(2) <= 12 && two(4) >= 1 &&
           two(4) <= 31;
}

// The line, and of one that is a figure or two too long those that lack what may be the second half of a zero, or of
// a 1.
std::set<std::string> variants(const std::string& line, std::size_t from, std::size_t to) {
    std::set<std::string> found;
    if (std::string made = line; end_in_place(made)) found.insert(made);
    std::set<std::string> longer{line};
    for (std::size_t extra = 0; extra < most_extra && line.size() > card_line + extra; ++extra) {
        std::set<std::string> shorter;
        for (const std::string& each : longer)
            for (std::size_t i = from; i <= to; ++i) {
                const bool zero = std::string_view("0689BO").find(each[i]) != std::string_view::npos;
                if (zero || (each[i] == '4' && each[i + 1] == '1'))
                    shorter.insert(each.substr(0, i) + each.substr(i + 1));
            }
        longer = std::move(shorter);
    }
    for (const std::string& each : longer)
        if (each.size() == card_line && found.size() < most_variants) found.insert(each);
    return found;
}

// Every text that takes one letter of each alternative, and that `holds` accepts; none when there are too many.
template <typename Holds>
std::vector<std::string> texts_of(const std::vector<std::string>& alternatives, const Holds& holds) {
    std::vector<std::string> texts{""};
    for (const std::string& letters : alternatives) {
        std::vector<std::string> longer;
        for (const std::string& text : texts)
            for (const char letter : letters) longer.push_back(text + letter);
        if (longer.size() > most_readings) return {};
        texts = std::move(longer);
    }
    texts.erase(std::remove_if(texts.begin(), texts.end(), [&](const std::string& text) { return !holds(text); }),
                texts.end());
    return texts;
}

// What was read, and 0 where it may be one.
std::string may_be(char read, std::string_view zeros) {
    return std::string(1, read) + (zeros.find(read) == std::string_view::npos ? "" : "0");
}

std::vector<std::string> all_may_be(const std::string& read, std::string_view zeros) {
    std::vector<std::string> alternatives;
    for (const char c : read) alternatives.push_back(may_be(c, zeros));
    return alternatives;
}

// Lines whose number has both its check digits right.
void add_firsts(std::set<std::string>& found, const std::string& line, std::string_view zeros) {
    if (line.compare(27, 2, "<<") != 0) return;
    std::vector<std::string> alternatives = all_may_be(line.substr(15, 12) + line[14] + line[29], zeros);
    for (std::size_t i = 0; i < 9; ++i) {
        const auto [less, more] = std::minmax(line[5 + i], line[18 + i]);
        if (less == more) continue;
        if (less != '0' || zeros.find(more) == std::string_view::npos) return;
        alternatives[i + 3] = "0";  // zeros are read as other figures, never the reverse
    }
    for (const std::string& made : texts_of(alternatives, [](const std::string& text) {
             return right(text.substr(3, 9), text[12]) && right(text.substr(0, 12) + "<<", text[13]);
         }))
        found.insert(line.substr(0, 5) + made.substr(3, 9) + made[12] + made.substr(0, 12) + "<<" + made[13]);
}

// Lines with two days, each with its check digit.
void add_seconds(std::set<std::string>& found, const std::string& line, std::string_view zeros) {
    const auto is_dated = [](const std::string& text) {
        return is_day(text.substr(0, 6)) && right(text.substr(0, 6), text[6]);
    };
    const auto births = texts_of(all_may_be(line.substr(0, 7), zeros), is_dated);
    const auto ends = texts_of(all_may_be(line.substr(8, 7), zeros), is_dated);
    for (const std::string& birth : births)
        for (const std::string& end : ends)
            for (const char last : may_be(line[29], zeros))
                found.insert(birth + line[7] + end + line.substr(15, 14) + last);
}

bool composite_holds(const std::string& first, const std::string& second) {
    return right(first.substr(5, 25) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18, 11), second[29]);
}

// The number's digits for century and sex and for the year, against the second line: of either century.
bool is_whole(const CardLines& lines) {
    const char code = lines.first[18], sex = lines.second[7];
    const bool fits = sex == 'M' ? code == '0' || code == '2' : code == '1' || code == '3';
    return lines.first[15] == '0' && fits && lines.first.compare(19, 2, lines.second, 0, 2) == 0;
}

std::vector<CardLines> cards_of(const std::set<std::string>& firsts, const std::set<std::string>& seconds,
                                std::string_view zeros) {
    std::set<std::string> one, two;
    for (const std::string& line : firsts) add_firsts(one, line, zeros);
    for (const std::string& line : seconds) add_seconds(two, line, zeros);
    std::vector<CardLines> found;
    for (const std::string& first : one)
        for (const std::string& second : two)
            if (composite_holds(first, second)) found.push_back({first, second, true});
    return found;
}

}  // namespace

std::optional<CardLines> vietnamese_card(const std::string& first, const std::string& second) {
    if (first.size() > card_line + 6 || second.size() > card_line + 6) return std::nullopt;
    bool mended = false;
    std::set<std::string> firsts, seconds;
    for (std::string line : variants(first, 5, 27)) {
        make_figures(line, 5, 22, mended);
        make_figures(line, 29, 1, mended);
        firsts.insert(line);
    }
    for (std::string line : variants(second, 0, 14)) {
        make_figures(line, 0, 7, mended);
        make_figures(line, 8, 7, mended);
        make_letters(line, 15, 3, mended);
        make_figures(line, 29, 1, mended);
        if (line[7] == 'M' || line[7] == 'F' || line[7] == '<') seconds.insert(line);
    }
    for (const std::string_view zeros : {"", "6", "689"}) {
        std::vector<CardLines> found = cards_of(firsts, seconds, zeros);
        for (CardLines& each : found)
            if (each.first == first && each.second == second) return CardLines{first, second, false};
        found.erase(std::remove_if(found.begin(), found.end(), [](const CardLines& each) { return !is_whole(each); }),
                    found.end());
        if (found.size() == 1) return found.front();
        if (!found.empty()) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace saoy
