// SPDX-License-Identifier: Apache-2.0
// The register in a PostgreSQL database; private to lib/store.
#pragma once

#include "lib/store/database.hpp"

namespace saoy::store {

// `connection` is a libpq URI. The password comes from ~/.pgpass, PGPASSFILE or the server's trust, never from it.
std::unique_ptr<Session> open_postgres(const std::string& connection);

}  // namespace saoy::store
