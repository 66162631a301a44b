// SPDX-License-Identifier: Apache-2.0
#include "lib/store/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"
#include "lib/store/schema.hpp"

namespace saoy::store {

namespace {

using Database = Handle<sqlite3, sqlite3_close_v2>;
using Prepared = Handle<sqlite3_stmt, sqlite3_finalize>;

constexpr int busy_ms = 30'000;

// The connection's last failure as one of ours.
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
        case SQLITE_CONSTRAINT: return Error(Fault::internal, "rule-broken", why);
        default: return Error(Fault::internal, "register", why);
    }
}

class SqliteRows : public Rows {
public:
    SqliteRows(sqlite3* database, const std::string& sql, const std::vector<Value>& values) : database_(database) {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr));
        statement_.reset(statement);
        for (std::size_t i = 0; i < values.size(); ++i) bind(int(i) + 1, values[i]);
    }
    bool next() override {
        switch (sqlite3_step(statement_.get())) {
            case SQLITE_ROW: return true;
            case SQLITE_DONE: return false;
            default: throw failure(database_);
        }
    }
    std::string text(int column) const override {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
        return bytes == nullptr ? std::string()
                                : std::string(bytes, std::size_t(sqlite3_column_bytes(statement_.get(), column)));
    }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_.get(), column); }
    bool is_null(int column) const override { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

private:
    void check(int result) const {
        if (result != SQLITE_OK) throw failure(database_);
    }
    void bind(int index, const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            check(sqlite3_bind_int64(statement_.get(), index, *number));
        else if (const auto* text = std::get_if<std::string>(&value))
            check(sqlite3_bind_text64(statement_.get(), index, text->data(), text->size(), SQLITE_TRANSIENT,
                                      SQLITE_UTF8));
    }
    sqlite3* database_;
    Prepared statement_;
};

std::string definitions_of(sqlite3* database) {
    SqliteRows found(database, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
                     {});
    std::string all;
    while (found.next()) all += found.text(0) + " " + found.text(1) + " " + found.text(2) + "\n";
    return all;
}

class SqliteSession : public Session {
public:
    explicit SqliteSession(const Path& file) {
        sqlite3* opened = nullptr;
        // No mutex inside: each session is lent to one thread at a time.
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
        const int result = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
        database_.reset(opened);
        if (!database_) throw Error(Fault::internal, "out-of-memory", text::tr("out of memory"));
        if (result != SQLITE_OK) throw failure(database_.get());
        sqlite3_busy_timeout(database_.get(), busy_ms);
        // A register is data from outside too: its schema must not call functions with side effects.
        sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        script("PRAGMA foreign_keys = ON");
        script("PRAGMA recursive_triggers = ON");
        use_wal();
        script("PRAGMA synchronous = FULL");
    }

    std::unique_ptr<Rows> query(const std::string& sql, const std::vector<Value>& values) override {
        return std::make_unique<SqliteRows>(database_.get(), sql, values);
    }
    void script(const std::string& sql) override {
        if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw failure(database_.get());
    }
    bool alive() override { return true; }
    // Takes the write lock at once, so that what is read inside is still true when it is written.
    void begin_write() override { script("BEGIN IMMEDIATE"); }
    void begin_read() override { script("BEGIN"); }
    void commit() override { script("COMMIT"); }
    // Some failures have rolled it back already; then this one fails, and nothing is left to undo.
    void rollback() noexcept override { sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr); }

    std::optional<std::int64_t> version() override {
        // In one statement: between two of them another process may make the schema.
        const auto marks =
            ask("SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)"
                " FROM pragma_user_version, pragma_application_id");
        marks->next();
        const std::int64_t found = marks->integer(0), application = marks->integer(1), tables = marks->integer(2);
        if (application == application_id && found != 0) return found;
        if (application != 0 || found != 0 || tables != 0)
            throw Error(Fault::input, "not-a-register", text::tr("is a database, but not a register of saoy"));
        return std::nullopt;
    }
    void make_schema() override {
        script(sqlite_schema());
        script("PRAGMA application_id = " + std::to_string(application_id));
        script("PRAGMA user_version = " + std::to_string(schema_version));
    }
    std::vector<std::string> damage() override {
        std::vector<std::string> lines;
        const auto found = ask("PRAGMA integrity_check(100)");  // a damaged file can have a line a page
        while (found->next())
            if (found->text(0) != "ok") lines.push_back(found->text(0));
        const auto foreign = ask("PRAGMA foreign_key_check");
        while (foreign->next() && lines.size() < 200)
            lines.push_back(foreign->text(0) + " " + foreign->text(1) + " -> " + foreign->text(2));
        return lines;
    }
    std::string definitions() override { return definitions_of(database_.get()); }
    std::string sound_definitions() override {
        sqlite3* opened = nullptr;
        const int result = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
        const Database fresh(opened);
        if (result != SQLITE_OK ||
            sqlite3_exec(opened, sqlite_schema().c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw failure(opened);
        return definitions_of(opened);
    }

private:
    std::int64_t number(const char* sql) {
        const auto found = ask(sql);
        return found->next() ? found->integer(0) : 0;
    }
    // Two processes that open a new file at once: SQLite does not call its busy handler for this change.
    void use_wal() {
        for (int waited_ms = 0;; waited_ms += 20) {
            const int result = sqlite3_exec(database_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
            if (result == SQLITE_OK) return;
            if ((result & 0xff) != SQLITE_BUSY || waited_ms >= busy_ms) throw failure(database_.get());
            sqlite3_sleep(20);
        }
    }
    Database database_;
};

}  // namespace

// SQLite gives its -wal and -shm files the mode of the main file. The empty file is linked into place after its
// descriptor is closed: closing any descriptor of a file drops all of a process's POSIX locks on it.
bool make_sqlite_file(const Path& file) {
    if (::access(file.c_str(), F_OK) == 0) return false;
    const auto cannot = [&] { return Error(Fault::output, "cannot-write", std::strerror(errno)); };
    std::string temporary = file.string() + ".XXXXXX";
    const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0) throw cannot();
    ::close(fd);
    const bool linked = ::link(temporary.c_str(), file.c_str()) == 0;
    const int reason = errno;
    ::unlink(temporary.c_str());
    errno = reason;
    if (!linked && reason != EEXIST) throw cannot();
    const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
    const int folder_fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder_fd >= 0 && ::fsync(folder_fd) == 0;
    if (folder_fd >= 0) ::close(folder_fd);
    if (!synced) throw cannot();
    return linked;
}

std::unique_ptr<Session> open_sqlite(const Path& file) { return std::make_unique<SqliteSession>(file); }

}  // namespace saoy::store
