// SPDX-License-Identifier: Apache-2.0
// A database as the register uses it, whichever program keeps it; private to lib/store.
//
// SQL here is what SQLite and PostgreSQL both understand, with ? for each value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/base/error.hpp"

namespace saoy::store {

using Value = std::variant<std::monostate, std::int64_t, std::string>;

// The rows of one query; a session has at most one of these at a time.
class Rows {
public:
    virtual ~Rows() = default;
    virtual bool next() = 0;  // true while there is a row
    virtual std::string text(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual bool is_null(int column) const = 0;
};

class Session {
public:
    virtual ~Session() = default;

    // Throws Error: temporary (75) when busy or out of reach, output (73) when it cannot be written, input (65) when it
    // is damaged, internal (70, "rule-broken") when a rule of the schema forbids it.
    virtual std::unique_ptr<Rows> query(const std::string& sql, const std::vector<Value>& values) = 0;
    virtual void script(const std::string& sql) = 0;  // statements without values and without rows

    virtual bool alive() = 0;        // false once the server has gone away
    virtual void begin_write() = 0;  // until commit or rollback nobody else writes
    virtual void begin_read() = 0;   // until rollback everything is read as of one moment
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;

    // The schema's version; nothing when there is no register. Throws Error(input, "not-a-register") for another's
    // data.
    virtual std::optional<std::int64_t> version() = 0;
    virtual void make_schema() = 0;                 // inside begin_write
    virtual std::vector<std::string> damage() = 0;  // what the database finds wrong with itself
    // Tables, indexes and rules as they are, and as saoy makes them; equal unless somebody has altered them.
    virtual std::string definitions() = 0;
    virtual std::string sound_definitions() = 0;

    template <class... Values>
    std::unique_ptr<Rows> ask(const std::string& sql, const Values&... values) {
        return query(sql, {value_of(values)...});
    }
    template <class... Values>
    void run(const std::string& sql, const Values&... values) {
        const auto rows = query(sql, {value_of(values)...});
        while (rows->next()) {
        }
    }

private:
    static Value value_of(const std::string& text) { return text; }
    static Value value_of(std::int64_t number) { return number; }
    static Value value_of(int number) { return std::int64_t(number); }
    static Value value_of(const std::optional<std::int64_t>& number) { return number ? Value(*number) : Value(); }
    static Value value_of(const std::optional<std::string>& text) { return text ? Value(*text) : Value(); }
};

// Rolled back unless committed.
class WriteTransaction {
public:
    explicit WriteTransaction(Session& session) : session_(session) { session_.begin_write(); }
    ~WriteTransaction() {
        if (open_) session_.rollback();
    }
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    void commit() {
        session_.commit();
        open_ = false;
    }

private:
    Session& session_;
    bool open_ = true;
};

// One state of everything while others write.
class Snapshot {
public:
    explicit Snapshot(Session& session) : session_(session) { session_.begin_read(); }
    ~Snapshot() { session_.rollback(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Session& session_;
};

}  // namespace saoy::store
