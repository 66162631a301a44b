// SPDX-License-Identifier: Apache-2.0
// Values as Vietnamese papers print them, in one form that can be compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saoy {

// The first date in a text as "2026-03-05": 05/3/2026, 5-3-2026, ngày 05 tháng 3 năm 2026 (also with /date, /month,
// /year between), or in words: ngày mười lăm tháng tư năm hai nghìn không trăm lẻ một. None for a day that no calendar
// has, or outside 1800 … 2200.
std::optional<std::string> date_in(std::string_view text);

// "NGUYỄN VĂN AN" and "Nguyễn văn An" -> "Nguyễn Văn An"; none when it has digits, signs of other kinds than ' and -,
// fewer than two or more than eight words, or a small letter at its head.
std::optional<std::string> person_name(std::string_view text);

// Exactly `count` digits, blanks and dots between them left out. Letters that print like digits (O 0, I l 1, S 5, B 8)
// are mended when at least three quarters are digits already and nothing else is left over.
struct Digits {
    std::string digits;
    bool mended = false;
};
std::optional<Digits> digits_of(std::string_view text, std::size_t count);

// The dong of "1.250.000 đồng" as "1250000"; none when there is no number.
std::optional<std::string> money_in(std::string_view text);

// Day `date` (2026-03-05) moved by months, to the last day of a shorter month.
std::string months_later(const std::string& date, int months);

// For comparing names and places that different sources spell: folded, words only.
bool same_words(std::string_view a, std::string_view b);

}  // namespace saoy
