// SPDX-License-Identifier: Apache-2.0
// The form of the printed book (NĐ 23/2015, annex), read from register-form.xml of a profile.
#pragma once

#include <string>
#include <vector>

#include "lib/model/table.hpp"

namespace saoy {

struct RegisterForm {
    std::string legal_basis;
    // Templates, with {agency} {book} {volume} {year} {month} {entries} {issued} {voided} {copies} {fee}.
    std::vector<std::string> head_of_month, head_of_year, foot;
    std::vector<Table::Column> columns;  // eight: number, day, requester, paper, official, copies, fee, note
};

}  // namespace saoy
