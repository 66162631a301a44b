// SPDX-License-Identifier: Apache-2.0
#include "lib/model/personal_number.hpp"

#include <algorithm>

namespace saoy {

std::vector<std::string> personal_number_doubts(std::string_view number, std::string_view birth, std::string_view sex,
                                                const std::set<std::string>& provinces) {
    const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number.size() != 12 || !digits) return {"length"};
    std::vector<std::string> doubts;
    if (!provinces.empty() && provinces.count(std::string(number.substr(0, 3))) == 0) doubts.emplace_back("province");
    // 0, 1: born 1900 … 1999, man, woman; 2, 3: 2000 … 2099; and so on.
    const int century = number[3] - '0';
    if (!sex.empty() && (century % 2 == 0) != (sex == "Nam")) doubts.emplace_back("sex");
    if (birth.size() >= 4) {
        const std::string year = std::to_string(19 + century / 2) + std::string(number.substr(4, 2));
        if (birth.substr(0, 4) != year) doubts.emplace_back("birth");
    }
    return doubts;
}

}  // namespace saoy
