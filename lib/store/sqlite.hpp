// SPDX-License-Identifier: Apache-2.0
// The register in one SQLite file (WAL, synchronous=FULL); private to lib/store.
#pragma once

#include "lib/base/files.hpp"
#include "lib/store/database.hpp"

namespace saoy::store {

// Makes an empty file of mode 0600 where there is none; true when it made it.
bool make_sqlite_file(const Path& file);
std::unique_ptr<Session> open_sqlite(const Path& file);

}  // namespace saoy::store
