// SPDX-License-Identifier: Apache-2.0
// The register's tables, indexes and rules, in the words of each database.
#pragma once

#include <cstdint>
#include <string>

namespace saoy::store {

inline constexpr std::int64_t schema_version = 3;
inline constexpr std::int64_t application_id = 0x73616f79;  // "saoy", so that file(1) and we know the SQLite file

std::string sqlite_schema();
std::string postgres_schema();

}  // namespace saoy::store
