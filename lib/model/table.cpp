// SPDX-License-Identifier: Apache-2.0
#include "lib/model/table.hpp"

namespace saoy {

std::string shown_date(const std::string& date) {
    return date.size() != 10 ? date : date.substr(8, 2) + "/" + date.substr(5, 2) + "/" + date.substr(0, 4);
}

std::string shown_number(const std::string& digits) {
    std::string shown;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) shown += '.';
        shown += digits[i];
    }
    return shown;
}

std::string shown(const Table::Column& column, const std::string& cell) {
    switch (column.kind) {
        case Table::Kind::date: return shown_date(cell);
        case Table::Kind::number: return shown_number(cell);
        case Table::Kind::text: break;
    }
    return cell;
}

}  // namespace saoy
