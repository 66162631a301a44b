// SPDX-License-Identifier: Apache-2.0
// The tables of the register file and the rules the file itself holds.
#pragma once

namespace saoy::store {

// "SAOY" in SQLite's application_id: another program's database is refused.
inline constexpr int application_id = 0x53414F59;
// SQLite's user_version. A file of a newer version is refused; older ones are brought up when there are any.
inline constexpr int schema_version = 1;

extern const char* const schema;

}  // namespace saoy::store
