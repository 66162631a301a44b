// SPDX-License-Identifier: Apache-2.0
// The 12-digit personal number: PPP C YY RRRRRR (NĐ 137/2015/NĐ-CP Đ.13).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace saoy {

// What does not fit, as stable words: "length", "province" (not in the table of TT 07/2016/TT-BCA), "sex" and "birth"
// (against what the paper says; empty: not told). Since Luật Căn cước 2023 Đ.12 promises 12 digits and no more, these
// are warnings. `provinces`: the three-digit codes; none: not checked.
std::vector<std::string> personal_number_doubts(std::string_view number, std::string_view birth, std::string_view sex,
                                                const std::set<std::string>& provinces);

}  // namespace saoy
