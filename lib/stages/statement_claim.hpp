// SPDX-License-Identifier: Apache-2.0
// What the certifying statement printed on a copy says of its place in the register.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/model/profile.hpp"

namespace saoy::stages {

// "Số chứng thực 07 quyển số 01/2026-SCT/BS, Ngày 05 tháng 03 năm 2026" (NĐ 23/2015/NĐ-CP, annex).
struct StatementClaim {
    std::string book;
    int number = 0, year = 0, month = 0, day = 0;  // year, month and day of certification; 0 = not said
    bool operator==(const StatementClaim&) const = default;
};

// Reads the statement by the profile's own templates, whichever mode's fits; accents, case and spaces aside. The last
// one counts: a copy of a copy carries an older statement in its picture's text. Nothing when no template fits.
std::optional<StatementClaim> statement_claim(const std::string& page_text, const std::vector<CopyMode>& modes);

}  // namespace saoy::stages
