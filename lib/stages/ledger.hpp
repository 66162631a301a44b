// SPDX-License-Identifier: Apache-2.0
// How register entries are shown: JSON, and the book in the columns of its form. Personal numbers are masked unless
// asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/model/profile.hpp"
#include "lib/model/register_form.hpp"
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
// The book of a year, or of one month of it (1 to 12), in the columns of its form and with its totals. Its head speaks
// of the first entry's book.
Table book_table(const RegisterForm& form, const Office& office, const std::vector<store::Entry>& entries, int month,
                 bool unmask);
// Throws Error: missing ("no-entries"), usage ("which-book") unless they are of one book of one year.
void must_be_one_book(const std::vector<store::Entry>& entries);
// The columns alone, RFC 4180, with its line ends.
std::string csv_of(const Table& table);
// The table as an OpenDocument spreadsheet.
void write_ods(const Table& table, const Path& file, Time at);

// SHA-256 of an issued entry's copy where the register has it, else of the dossier's in one of the folders `works`;
// nothing when it is in none.
std::optional<std::string> copy_digest(const store::Entry& entry, const std::vector<Path>& works);

}  // namespace saoy::stages
