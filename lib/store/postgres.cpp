// SPDX-License-Identifier: Apache-2.0
#include "lib/store/postgres.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <cstring>

#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"
#include "lib/store/schema.hpp"

namespace saoy::store {

namespace {

using Server = Handle<PGconn, PQfinish>;
using Result = Handle<PGresult, PQclear>;

std::string first_line(const char* message) {
    std::string line = message == nullptr ? "" : message;
    if (const auto end = line.find('\n'); end != std::string::npos) line.erase(end);
    return line;
}

Error out_of_reach(const std::string& why) {
    return Error(Fault::temporary, "register-unreachable",
                 text::fill(text::tr("the register's server does not answer: {0}"), {why}),
                 text::tr("try again when it runs; nothing is lost"));
}

// SQLSTATE, PostgreSQL manual, appendix A.
Error failure(PGconn* server, const PGresult* result) {
    const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string state = field == nullptr ? "" : field;
    const std::string why = field == nullptr ? first_line(PQerrorMessage(server))
                                             : first_line(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    const auto begins = [&](const char* with) { return state.rfind(with, 0) == 0; };
    if (state.empty() || begins("08") || begins("57P")) return out_of_reach(why);
    if (begins("40") || state == "55P03")
        return Error(Fault::temporary, "register-busy", text::tr("the register is in use by another process"),
                     text::tr("try again in a moment"));
    if (begins("53") || state == "25006" || state == "42501")
        return Error(Fault::output, "cannot-write", text::fill(text::tr("cannot write the register: {0}"), {why}));
    if (begins("58"))
        return Error(Fault::io, "cannot-read", text::fill(text::tr("cannot read the register: {0}"), {why}));
    if (begins("XX"))
        return Error(Fault::input, "register-damaged", text::fill(text::tr("the register is damaged: {0}"), {why}),
                     text::tr("certify nothing before every number since the backup is in the register again"));
    if (begins("23")) return Error(Fault::internal, "rule-broken", why);
    return Error(Fault::internal, "register", state + " " + why);
}

std::string with_numbered_values(const std::string& sql) {
    std::string numbered;
    int index = 0;
    for (const char c : sql) {
        if (c == '?')
            numbered += "$" + std::to_string(++index);
        else
            numbered += c;
    }
    return numbered;
}

// Row by row as the server sends them, so that a long register needs no memory.
class PostgresRows : public Rows {
public:
    PostgresRows(PGconn* server, const std::string& sql, const std::vector<Value>& values) : server_(server) {
        std::vector<std::string> texts(values.size());
        std::vector<const char*> pointers(values.size(), nullptr);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::holds_alternative<std::monostate>(values[i])) continue;
            const auto* number = std::get_if<std::int64_t>(&values[i]);
            texts[i] = number != nullptr ? std::to_string(*number) : std::get<std::string>(values[i]);
            pointers[i] = texts[i].c_str();
        }
        if (PQsendQueryParams(server_, with_numbered_values(sql).c_str(), int(values.size()), nullptr, pointers.data(),
                              nullptr, nullptr, 0) != 1)
            throw failure(server_, nullptr);
        PQsetSingleRowMode(server_);
    }
    ~PostgresRows() override {
        while (Result rest{PQgetResult(server_)}) {
        }
    }
    PostgresRows(const PostgresRows&) = delete;
    PostgresRows& operator=(const PostgresRows&) = delete;

    bool next() override {
        result_.reset(PQgetResult(server_));
        if (!result_) {
            if (PQstatus(server_) != CONNECTION_OK) throw failure(server_, nullptr);
            return false;
        }
        switch (PQresultStatus(result_.get())) {
            case PGRES_SINGLE_TUPLE: return true;
            case PGRES_TUPLES_OK:
            case PGRES_COMMAND_OK: return false;
            default: throw failure(server_, result_.get());
        }
    }
    std::string text(int column) const override {
        return {PQgetvalue(result_.get(), 0, column), std::size_t(PQgetlength(result_.get(), 0, column))};
    }
    std::int64_t integer(int column) const override {
        return std::strtoll(PQgetvalue(result_.get(), 0, column), nullptr, 10);
    }
    bool is_null(int column) const override { return PQgetisnull(result_.get(), 0, column) == 1; }

private:
    PGconn* server_;
    Result result_;
};

// What the schema is made of, one line each, without the name of the schema that it is in.
constexpr const char* definitions_sql =
    "SELECT line FROM ("
    " SELECT 'column ' || c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' '"
    " || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid, true), '') AS line"
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname IN"
    " ('books', 'entries', 'leases', 'chain', 'outbox', 'saoy_register')"
    " UNION ALL SELECT 'rule ' || c.relname || ' ' || x.conname || ' ' || pg_get_constraintdef(x.oid, true)"
    " || ' ' || x.convalidated FROM pg_constraint x JOIN pg_class c ON c.oid = x.conrelid"
    " WHERE x.connamespace = current_schema()::regnamespace AND c.relname IN"
    " ('books', 'entries', 'leases', 'chain', 'outbox', 'saoy_register')"
    " UNION ALL SELECT 'index ' || pg_get_indexdef(i.indexrelid, 0, true) || ' ' || i.indisvalid FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = current_schema()::regnamespace AND c.relname IN"
    " ('books', 'entries', 'leases', 'chain', 'outbox', 'saoy_register')"
    " UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid, true) || ' ' || t.tgenabled::text FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = current_schema()::regnamespace"
    " AND NOT t.tgisinternal AND c.relname IN ('books', 'entries', 'leases', 'chain', 'outbox', 'saoy_register')"
    " UNION ALL SELECT 'function ' || p.proname || ' ' || p.prosrc FROM pg_proc p"
    " WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'saoy\\_%'"
    ") AS lines ORDER BY line COLLATE \"C\"";

class PostgresSession : public Session {
public:
    explicit PostgresSession(const std::string& connection) : server_(PQconnectdb(connection.c_str())) {
        if (PQstatus(server_.get()) != CONNECTION_OK) throw out_of_reach(first_line(PQerrorMessage(server_.get())));
        PQsetNoticeProcessor(
            server_.get(), [](void*, const char*) {}, nullptr);
        // A computer that hangs with the lock in hand loses it.
        script(
            "SET synchronous_commit = on; SET lock_timeout = '30s'; SET client_encoding = 'UTF8';"
            "SET idle_in_transaction_session_timeout = '60s'");
    }

    std::unique_ptr<Rows> query(const std::string& sql, const std::vector<Value>& values) override {
        return std::make_unique<PostgresRows>(server_.get(), sql, values);
    }
    void script(const std::string& sql) override {
        const Result result(PQexec(server_.get(), sql.c_str()));
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && PQresultStatus(result.get()) != PGRES_TUPLES_OK)
            throw failure(server_.get(), result.get());
    }
    // Reads what the server has sent meanwhile: its end of the line, when it was stopped.
    bool alive() override {
        return PQconsumeInput(server_.get()) == 1 && PQstatus(server_.get()) == CONNECTION_OK &&
               PQtransactionStatus(server_.get()) == PQTRANS_IDLE;
    }
    // One writer at a time, as with SQLite; the advisory lock is there before the tables are.
    void begin_write() override {
        script(
            "BEGIN ISOLATION LEVEL READ COMMITTED;"
            "SELECT pg_advisory_xact_lock(1935765369, hashtext(current_schema()))");
    }
    void begin_read() override { script("BEGIN ISOLATION LEVEL REPEATABLE READ"); }
    void commit() override { script("COMMIT"); }
    void rollback() noexcept override { const Result done(PQexec(server_.get(), "ROLLBACK")); }

    std::optional<std::int64_t> version() override {
        // In one statement: between two of them another process may make the schema. Not to_regclass, whose cache may
        // be older than this transaction.
        bool ours = false, others = false;
        {
            const auto tables = ask(
                "SELECT relname FROM pg_class WHERE relname IN ('saoy_register', 'entries', 'chain') AND relkind = 'r'"
                " AND relnamespace = current_schema()::regnamespace");
            while (tables->next()) (tables->text(0) == "saoy_register" ? ours : others) = true;
        }
        if (ours) {
            const auto found = ask("SELECT version FROM saoy_register");
            return found->next() ? found->integer(0) : 0;
        }
        if (others) throw Error(Fault::input, "not-a-register", text::tr("is a database, but not a register of saoy"));
        return std::nullopt;
    }
    void make_schema() override { script(postgres_schema()); }
    std::vector<std::string> damage() override { return {}; }
    std::string definitions() override {
        std::string schema, all;
        {
            const auto found = ask("SELECT current_schema()");
            if (found->next()) schema = found->text(0);
            while (found->next()) {
            }
        }
        const auto found = ask(definitions_sql);
        while (found->next()) {
            std::string line = found->text(0);
            for (std::size_t at = 0; (at = line.find(schema + ".", at)) != std::string::npos;)
                line.erase(at, schema.size() + 1);
            all += line + "\n";
        }
        return all;
    }
    // Made in a schema of its own, and undone.
    std::string sound_definitions() override {
        script("SAVEPOINT sound; CREATE SCHEMA saoy_sound; SET LOCAL search_path = saoy_sound");
        script(postgres_schema());
        std::string sound = definitions();
        script("ROLLBACK TO SAVEPOINT sound");
        return sound;
    }

private:
    Server server_;
};

bool names_password(const std::string& connection) {
    char* why = nullptr;
    PQconninfoOption* const options = PQconninfoParse(connection.c_str(), &why);
    const std::string reason = first_line(why);
    PQfreemem(why);
    if (options == nullptr)
        throw Error(Fault::usage, "bad-connection",
                    text::fill(text::tr("this is no connection to PostgreSQL: {0}"), {reason}));
    bool named = false;
    for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option)
        if (std::strcmp(option->keyword, "password") == 0 && option->val != nullptr) named = true;
    PQconninfoFree(options);
    return named;
}

}  // namespace

std::unique_ptr<Session> open_postgres(const std::string& connection) {
    if (names_password(connection))
        throw Error(Fault::usage, "password-shown", text::tr("a password in the connection is seen by every user"),
                    text::tr("put it into ~/.pgpass, or name its file in PGPASSFILE"));
    return std::make_unique<PostgresSession>(connection);
}

}  // namespace saoy::store
