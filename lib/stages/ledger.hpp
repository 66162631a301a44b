// SPDX-License-Identifier: Apache-2.0
// How register entries are shown: JSON, and the columns of the book as CSV. Personal numbers are masked.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

Json entry_json(const store::Entry& entry);
// Year, book, number, state, day, paper, requester, official.
std::vector<std::string> entry_cells(const store::Entry& entry);

// One RFC 4180 record without its line end. A cell that a spreadsheet would take for a formula gets a leading "'".
std::string csv_record(const std::vector<std::string>& cells);
// The eight columns of the book SCT/BS, in their order: number, day, requester, paper, official, copies, fee, note.
std::vector<std::string> book_columns(const store::Entry& entry);

}  // namespace saoy::stages
