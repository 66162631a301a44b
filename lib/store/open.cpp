// SPDX-License-Identifier: Apache-2.0
// Making and opening the register file.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/schema.hpp"

namespace saoy::store {

namespace {

constexpr int busy_ms = 30'000;

// SQLite gives its -wal and -shm files the mode of the main file. The empty file is linked into place after its
// descriptor is closed: closing any descriptor of a file drops all of a process's POSIX locks on it.
void make_private_file(const Path& file) {
    if (::access(file.c_str(), F_OK) == 0) return;
    const auto cannot = [&] { return Error(Fault::output, "cannot-write", std::strerror(errno)).in(file.string()); };
    std::string temporary = file.string() + ".XXXXXX";
    const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (fd < 0) throw cannot();
    ::close(fd);
    const bool linked = ::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST;
    const int reason = errno;
    ::unlink(temporary.c_str());
    errno = reason;
    if (!linked) throw cannot();
    const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
    const int folder_fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder_fd >= 0 && ::fsync(folder_fd) == 0;
    if (folder_fd >= 0) ::close(folder_fd);
    if (!synced) throw cannot();
}

std::int64_t pragma(sqlite3* database, const char* sql) {
    Statement statement(database, sql);
    return statement.step() ? statement.integer(0) : 0;
}

// Two processes that open a new file at once: SQLite does not call its busy handler for this change.
void use_wal(sqlite3* database) {
    for (int waited_ms = 0;; waited_ms += 20) {
        const int result = sqlite3_exec(database, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
        if (result == SQLITE_OK) return;
        if (result != SQLITE_BUSY || waited_ms >= busy_ms) throw failure(database);
        sqlite3_sleep(20);
    }
}

Database connect(const Path& file) {
    sqlite3* opened = nullptr;
    // No mutex inside: each connection is lent to one thread at a time.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int result = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
    Database database(opened);
    if (!database) throw Error(Fault::internal, "out-of-memory", text::tr("out of memory"));
    if (result != SQLITE_OK) throw failure(database.get());
    sqlite3_busy_timeout(database.get(), busy_ms);
    // A register is data from outside too: its schema must not call functions with side effects.
    sqlite3_db_config(database.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    execute(database.get(), "PRAGMA foreign_keys = ON");
    execute(database.get(), "PRAGMA recursive_triggers = ON");
    use_wal(database.get());
    execute(database.get(), "PRAGMA synchronous = FULL");
    return database;
}

void prepare(sqlite3* database) {
    // Asked before the lock is taken, so that opening a made register does not wait for a writer.
    if (pragma(database, "PRAGMA user_version") == schema_version &&
        pragma(database, "PRAGMA application_id") == application_id)
        return;
    WriteTransaction transaction(database);
    const auto version = pragma(database, "PRAGMA user_version");
    const auto application = pragma(database, "PRAGMA application_id");
    if (version == schema_version && application == application_id) return;
    if (application == application_id && version > schema_version)
        throw Error(Fault::configuration, "register-newer",
                    text::fill(text::tr("the register has schema {0}; this saoy knows up to {1}"),
                               {std::to_string(version), std::to_string(schema_version)}),
                    text::tr("update saoy on this computer"));
    if (application != 0 || version != 0 || pragma(database, "SELECT count(*) FROM sqlite_schema") != 0)
        throw Error(Fault::input, "not-a-register", text::tr("is a database, but not a register of saoy"));
    execute(database, schema);
    execute(database, ("PRAGMA application_id = " + std::to_string(application_id)).c_str());
    execute(database, ("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
    transaction.commit();
}

}  // namespace

Register::Connection::Connection(const Path& path)
    : file(std::filesystem::absolute(path)), pool([this] { return std::make_unique<Database>(connect(file)); }) {
    make_private_file(file);
    with([](sqlite3* database) { prepare(database); });
}

Register::Register(const Path& file) : connection_(std::make_unique<Connection>(file)) {}
Register::~Register() = default;

}  // namespace saoy::store
