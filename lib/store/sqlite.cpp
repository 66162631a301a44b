// SPDX-License-Identifier: Apache-2.0
#include "lib/store/sqlite.hpp"

#include "lib/base/text.hpp"

namespace saoy::store {

Error failure(sqlite3* database) {
    const std::string why = sqlite3_errmsg(database);
    switch (sqlite3_errcode(database) & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Error(Fault::temporary, "register-busy", text::tr("the register is in use by another process"),
                         text::tr("try again in a moment"));
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_FULL:
            return Error(Fault::output, "cannot-write", text::fill(text::tr("cannot write the register: {0}"), {why}));
        case SQLITE_IOERR:
            return Error(Fault::io, "cannot-read", text::fill(text::tr("cannot read the register: {0}"), {why}));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Error(Fault::input, "register-damaged", text::fill(text::tr("the register is damaged: {0}"), {why}),
                         text::tr("certify nothing before every number since the backup is in the register again"));
        default: return Error(Fault::internal, "register", why);
    }
}

void execute(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw failure(database);
}

Statement::Statement(sqlite3* database, const char* sql, Nothing) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) throw failure(database);
    statement_.reset(statement);
}

void Statement::bind(int index, std::string_view value) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* bytes = value.empty() ? "" : value.data();
    if (sqlite3_bind_text64(statement_.get(), index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
        throw failure(sqlite3_db_handle(statement_.get()));
}

void Statement::bind(int index, std::int64_t value) {
    if (sqlite3_bind_int64(statement_.get(), index, value) != SQLITE_OK)
        throw failure(sqlite3_db_handle(statement_.get()));
}

bool Statement::step() {
    switch (sqlite3_step(statement_.get())) {
        case SQLITE_ROW: return true;
        case SQLITE_DONE: return false;
        default: throw failure(sqlite3_db_handle(statement_.get()));
    }
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, std::size_t(sqlite3_column_bytes(statement_.get(), column)));
}

WriteTransaction::WriteTransaction(sqlite3* database) : database_(database) { execute(database_, "BEGIN IMMEDIATE"); }

WriteTransaction::~WriteTransaction() {
    // Some failures have rolled it back already; then this one fails, and nothing is left to undo.
    if (open_) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void WriteTransaction::commit() {
    execute(database_, "COMMIT");
    open_ = false;
}

}  // namespace saoy::store
