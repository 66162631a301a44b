// SPDX-License-Identifier: Apache-2.0
// SQLite's handles, a statement and a transaction; private to lib/store.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"

namespace saoy::store {

using Database = Handle<sqlite3, sqlite3_close_v2>;

// The connection's last failure as one of ours: busy is temporary, a damaged file is bad input.
Error failure(sqlite3* database);
// Runs statements that give no rows.
void execute(sqlite3* database, const char* sql);

// A prepared statement; values are bound in order of the question marks.
class Statement {
public:
    template <class... Values>
    Statement(sqlite3* database, const char* sql, const Values&... values) : Statement(database, sql, Nothing{}) {
        int index = 0;
        (bind(++index, values), ...);
    }
    bool step();  // true while there is a row
    std::string text(int column) const;
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
    bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

private:
    struct Nothing {};
    Statement(sqlite3* database, const char* sql, Nothing);
    void bind(int index, std::string_view value);
    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t(value)); }
    Handle<sqlite3_stmt, sqlite3_finalize> statement_;
};

// Takes the write lock at once, so that what is read inside is still true when it is written; rolled back unless
// committed.
class WriteTransaction {
public:
    explicit WriteTransaction(sqlite3* database);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    void commit();

private:
    sqlite3* database_;
    bool open_ = true;
};

}  // namespace saoy::store
