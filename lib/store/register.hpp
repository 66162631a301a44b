// SPDX-License-Identifier: Apache-2.0
// The certification register and the outbox: one SQLite file, one writer at a time, nothing ever deleted.
//
// Numbers follow NĐ 23/2015 Đ.13 k.2: consecutive from 01 in each year for each book of an agency.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"

namespace saoy::store {

struct Request {
    std::string request_id;      // unique; the same id always gets the same number
    std::string agency, book;    // "H29.999.99", "SCT/BS"
    Time at{};                   // certification time; its year in Vietnam time chooses the series
    std::string masters_digest;  // unique in (agency, book): one original, one number
    std::string dossier, paper;  // ids
    std::string paper_name;      // tên của bản chính giấy tờ, văn bản
    std::string requester;       // may be empty
    std::string official;        // họ tên, chức danh người ký chứng thực
    int copies = 1;
    int pages = 0;
    int fee = 0;  // dong
};

struct Entry : Request {
    enum class State { reserved, issued, voided };
    int year = 0, number = 0;
    State state = State::reserved;
    std::string copy_path;    // absolute path when issued
    std::string copy_digest;  // SHA-256 of the signed copy
    std::optional<Time> issued_at;
    std::string note;  // reason of a void entry
};

std::string to_string(Entry::State state);

struct Filter {
    std::optional<int> year;
    std::string book;  // empty = all
    std::string text;  // part of the paper's name, dossier or requester; empty = all
};

struct Problem {
    int year = 0, number = 0;  // 0 = the whole register
    std::string book;
    std::string code;  // "number-missing", "copy-missing", "copy-altered" …
    std::string text;
};

struct OutboxRow {
    std::string message_id;  // fixed before the first send, used for every retry
    std::string dossier;     // absolute path of the dossier folder
    std::string package;     // absolute path of the package
    std::string package_digest;
    int attempts = 0;
    Time next_attempt{};
    std::string receipt_id;  // empty until acknowledged
    std::string last_error;
    bool refused = false;  // the last answer was a final no
};

class Register {
public:
    // Opens or makes the file (mode 0600; WAL, synchronous=FULL). Throws Error.
    explicit Register(const Path& file);
    ~Register();
    Register(const Register&) = delete;
    Register& operator=(const Register&) = delete;

    // Gives the request its number in one transaction, or returns the entry it already has.
    // Throws Error(refused): "already-certified" when another request holds the same masters, "entry-void" when the
    // request's number was made void, "request-changed" when the id was used for other masters.
    Entry reserve(const Request& request);
    // Marks it issued with the signed copy's digest. Idempotent for the same digest; throws Error(internal) otherwise.
    void finish(const std::string& request_id, const Path& copy, const std::string& copy_digest, Time at);
    // Keeps a reserved number as a void entry; `note` says why and by whom. Its masters may then get another number.
    // Idempotent for the same note; throws Error(refused, "entry-final") once it is issued.
    void make_void(const std::string& request_id, const std::string& note);

    std::optional<Entry> find(const std::string& request_id) const;
    std::optional<Entry> find_by_copy(const std::string& copy_digest) const;
    // In order of year, book, number; calls back row by row.
    void each(const Filter& filter, const std::function<void(const Entry&)>& row) const;
    // Numbers 1..n, none missing or twice, each issued entry's copy there with its digest (`digest_of` reads a file).
    std::vector<Problem> check(const std::function<std::optional<std::string>(const Path&)>& digest_of) const;

    // The outbox: adding the same package (by digest) again returns the row that is there. An older package of the same
    // dossier that has no receipt yet is superseded: it is kept, but no longer due.
    OutboxRow enqueue(const OutboxRow& row);
    std::vector<OutboxRow> due(Time now) const;      // not acknowledged, next_attempt reached
    std::vector<OutboxRow> refused(Time now) const;  // refused, next_attempt not reached
    std::optional<OutboxRow> find_message(const std::string& dossier) const;
    void failed(const std::string& message_id, const std::string& why, Time next_attempt, bool refused = false);
    void acknowledged(const std::string& message_id, const std::string& receipt_id);

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace saoy::store
