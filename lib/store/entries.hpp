// SPDX-License-Identifier: Apache-2.0
// The table of entries: rows as entries and back; private to lib/store.
#pragma once

#include <functional>

#include "lib/store/database.hpp"
#include "lib/store/register.hpp"

namespace saoy::store {

// "7/2026 SCT/BS"
std::string number_of(const Entry& entry);

std::optional<Entry> find_request(Session& session, const std::string& request_id);
// The entry that is not void and holds these masters.
std::optional<Entry> find_masters(Session& session, const std::string& agency, const std::string& masters_digest);
int last_number(Session& session, const std::string& agency, const std::string& book, int year);
void insert(Session& session, const Entry& entry);

// In order of year, book, agency and number; `where` is SQL of saoy's own.
void each_entry(Session& session, const std::string& where, const std::vector<Value>& values,
                const std::function<void(const Entry&)>& work);

}  // namespace saoy::store
