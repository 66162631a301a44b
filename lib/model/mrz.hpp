// SPDX-License-Identifier: Apache-2.0
// The machine-readable lines of cards (TD1, 3 × 30) and passports (TD3, 2 × 44): ICAO Doc 9303.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saoy {

struct Mrz {
    std::string form;            // "TD1", "TD3"
    std::string number;          // of the document
    std::string personal;        // the 12-digit number that Vietnamese cards carry in the optional field; else empty
    std::string birth, expires;  // 1999-01-01; `expires` empty when it says 31 December 1999, as cards without end do
    std::string sex;             // "Nam", "Nữ", or empty
    std::string name;            // "NGUYEN VAN AN"; no check digit covers it; empty when it is no name as read
    std::string nationality;     // "VNM"
    bool mended = false;         // letters were taken for figures, or the reverse, and all check digits are right since
};

// Weights 7-3-1 over 0-9, A-Z = 10-35, < = 0; the digit, or -1 for another character.
int mrz_check_digit(std::string_view field);

// Looks for the lines among lines of text as they were read, and gives them only when every check digit is right.
// Letters are mended only where the standard demands figures, and the reverse; on Vietnamese cards also zeros that were
// read as 6, 8 or 9 and a figure read as two, where one way alone makes all check digits right. `year_now` for the
// century of two digits.
std::optional<Mrz> mrz_in(const std::vector<std::string>& lines, int year_now);

}  // namespace saoy
