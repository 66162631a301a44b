// SPDX-License-Identifier: Apache-2.0
// How register entries are shown: JSON, and the columns of the book. Personal numbers are masked unless asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

Json entry_json(const store::Entry& entry, bool unmask);
// A link of the register's chain; its detail as an object, personal numbers masked.
Json link_json(const store::Link& link);
// Year, book, number, state, day, paper, requester, official.
std::vector<std::string> entry_cells(const store::Entry& entry, bool unmask);
// Numbers, copies, pages and fee of each book and year: one object each.
std::vector<Json> statistics(const std::vector<store::Entry>& entries);

// One RFC 4180 record without its line end. A cell that a spreadsheet would take for a formula gets a leading "'".
std::string csv_record(const std::vector<std::string>& cells);
// The eight columns of the book SCT/BS, in their order: number, day, requester, paper, official, copies, fee, note.
std::vector<std::string> book_columns(const store::Entry& entry, bool unmask);

// SHA-256 of an issued entry's copy where the register has it, else of the dossier's in one of the folders `works`;
// nothing when it is in none.
std::optional<std::string> copy_digest(const store::Entry& entry, const std::vector<Path>& works);

}  // namespace saoy::stages
