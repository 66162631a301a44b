// SPDX-License-Identifier: Apache-2.0
// A table to be printed or calculated with: a register's month, in the columns of its form.
#pragma once

#include <string>
#include <vector>

namespace saoy {

struct Table {
    enum class Kind { text, date, number };
    struct Column {
        std::string title;
        double width = 30;  // mm
        Kind kind = Kind::text;
    };

    std::string name;               // of the sheet
    std::vector<std::string> head;  // lines above
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  // a cell a column: a date as 2026-03-05, a number as digits
    std::vector<std::string> foot;               // lines beneath: totals, who signs
};

// "2026-03-05" as the form writes it: "05/03/2026".
std::string shown_date(const std::string& date);
// "1234567" as "1.234.567".
std::string shown_number(const std::string& digits);
// A cell as people read it.
std::string shown(const Table::Column& column, const std::string& cell);

}  // namespace saoy
