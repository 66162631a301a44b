// SPDX-License-Identifier: Apache-2.0
// Making and opening a register, in a file or on a server.
#include <unistd.h>

#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/postgres.hpp"
#include "lib/store/schema.hpp"
#include "lib/store/sqlite.hpp"

namespace saoy::store {

namespace {

std::string computer_name() {
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

[[noreturn]] void not_there(const std::string& name) {
    throw Error(Fault::missing, "no-register", text::fill(text::tr("{0}: no such register"), {name}),
                text::tr("give the right one, or begin a new one with saoy-register create"));
}

// A known schema; false when there is none yet.
bool is_known(const std::optional<std::int64_t>& version) {
    if (!version) return false;
    if (*version > schema_version)
        throw Error(Fault::configuration, "register-newer",
                    text::fill(text::tr("the register has schema {0}; this saoy knows up to {1}"),
                               {std::to_string(*version), std::to_string(schema_version)}),
                    text::tr("update saoy on this computer"));
    if (*version < schema_version)
        throw Error(Fault::configuration, "register-older",
                    text::fill(text::tr("the register has schema {0}; this saoy needs {1}"),
                               {std::to_string(*version), std::to_string(schema_version)}),
                    text::tr("close that book with the saoy that made it, and begin a new one"));
    return true;
}

}  // namespace

bool is_server(const Path& location) {
    return location.string().rfind("postgresql://", 0) == 0 || location.string().rfind("postgres://", 0) == 0;
}

Path absolute_location(const Path& location) {
    return is_server(location) ? location : std::filesystem::absolute(location);
}

Register::Connection::Connection(const Path& location, Open open, Options given)
    : name(absolute_location(location).string()),
      options(std::move(given)),
      pool([this, server = is_server(location)] { return server ? open_postgres(name) : open_sqlite(name); }) {
    if (options.holder.empty()) options.holder = computer_name();
    if (!is_server(location)) {
        witness.emplace(name + ".witness");
        try {
            if (open == Open::create) make_sqlite_file(name);
        } catch (Error& error) {
            throw error.in(name);
        }
        if (!std::filesystem::exists(name)) not_there(name);
    }
    // Asked before the lock is taken, so that opening a made register does not wait for a writer.
    if (with([](Session& session) { return is_known(session.version()); })) return;
    if (open == Open::existing) not_there(name);
    with([&](Session& session) {
        WriteTransaction transaction(session);
        if (is_known(session.version())) return;  // another process was faster
        session.make_schema();
        transaction.commit();
        made = true;
    });
}

namespace {

struct FileTurn : Register::Turn {
    explicit FileTurn(const Path& file) : lock(file, false) {}
    FileLock lock;
};

// The server lets go of the lock when the session ends.
struct ServerTurn : Register::Turn {
    explicit ServerTurn(std::unique_ptr<Session> opened) : session(std::move(opened)) {}
    std::unique_ptr<Session> session;
};

}  // namespace

std::unique_ptr<Register::Turn> Register::take_turn(const std::string& what) const {
    const std::string& name = connection_->name;
    if (is_server(name)) {
        auto turn = std::make_unique<ServerTurn>(open_postgres(name));
        bool taken = false;
        {
            const auto found = turn->session->ask(
                "SELECT CASE WHEN pg_try_advisory_lock(hashtext(current_schema()), hashtext(?)) THEN 1 ELSE 0 END",
                what);
            taken = found->next() && found->integer(0) == 1;
        }
        return taken ? std::move(turn) : nullptr;
    }
    try {
        return std::make_unique<FileTurn>(name + "." + what + ".lock");
    } catch (const Error& error) {
        if (error.code() != "locked") throw;
        return nullptr;
    }
}

Register::Register(const Path& location, Open open, Options options)
    : connection_(std::make_unique<Connection>(location, open, std::move(options))) {}
Register::~Register() = default;
bool Register::made() const noexcept { return connection_->made; }

}  // namespace saoy::store
