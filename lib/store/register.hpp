// SPDX-License-Identifier: Apache-2.0
// The certification register and the outbox: one writer at a time, nothing ever deleted, every act in a hash chain.
//
// Numbers follow NĐ 23/2015 Đ.13 k.2: consecutive from 01 in each year for each book of an agency. A number is reserved
// in a short transaction, the copy is made and signed outside it, and another short transaction issues it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"

namespace saoy::store {

// Who acts, as what ("official", "clerk", "agency", "auditor"), and when by that computer's clock.
struct Act {
    std::string who, role;
    Time at{};
};

struct Request {
    std::string request_id;      // unique; the same id always gets the same number
    std::string agency, book;    // "H29.999.99", "SCT/BS"
    std::string volume, mode;    // "01", "chung-thuc"; a book of a year is of one mode
    Time at{};                   // certification time; its year in Vietnam time chooses the series
    Time received{}, due{};      // when the paper was handed in, and when its copy must be out; 0 = not said
    std::string masters_digest;  // unique in an agency: one original, one number
    std::string dossier, paper;  // ids
    std::string paper_name;      // tên của bản chính giấy tờ, văn bản
    std::string requester;       // may be empty
    std::string official;        // họ tên, chức danh người ký chứng thực
    std::string attested_by;     // who compared it with its original, at `at`; without, there is no number
    int copies = 1;
    int pages = 0;
    int fee = 0;  // dong
};

struct Entry : Request {
    // reserved: being made, under a lease. waiting: made, for a person's signature; no lease ends that.
    enum class State { reserved, waiting, issued, voided };
    int year = 0, number = 0;
    State state = State::reserved;
    int attempt = 0;          // the fencing token of who took it last; only from reserve and claim
    std::string copy_path;    // absolute path when issued
    std::string copy_digest;  // SHA-256 of the signed copy
    std::optional<Time> issued_at;
    std::string note;  // reason of a void entry
};

std::string to_string(Entry::State state);

struct Filter {
    std::optional<int> year;
    std::string book;  // empty = all
    std::string text;  // part of the paper's name, dossier, requester or official, accents and case aside; empty = all
};

struct Link {
    std::int64_t sequence = 0;
    Time at{}, latest{};  // the act's time; the latest of any act since the last resume
    std::string who, role, action, subject, detail, previous, hash;
};

struct Problem {
    int year = 0, number = 0;  // 0 = the whole register
    std::string book;
    std::string code;  // "number-missing", "copy-missing", "entry-altered", "chain-broken" …
    std::string text;
};

struct Totals {
    int last = 0, issued = 0, voided = 0, copies = 0;
    std::int64_t fee = 0;
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

// What two computers' clocks may differ.
inline constexpr std::chrono::minutes clock_tolerance{10};
// The one action that goes on after a restored backup or a wrong clock.
inline constexpr const char* resume_action = "resume";
inline constexpr const char* seal_action = "seal";

// True for "postgresql://…", which is no file.
bool is_server(const Path& location);
// A register's file as an absolute path; a server's URI as it is.
Path absolute_location(const Path& location);

enum class Open { existing, create };

class Register {
public:
    struct Options {
        std::string holder;                // who takes leases; empty = this computer's name
        std::chrono::seconds lease{1800};  // how long another computer waits before it takes over
    };

    // `location` is a file (mode 0600; WAL, synchronous=FULL) or a PostgreSQL URI. Throws Error: missing (66,
    // "no-register") when it is not there and is not to be made.
    explicit Register(const Path& location, Open open = Open::existing) : Register(location, open, Options()) {}
    Register(const Path& location, Open open, Options options);
    ~Register();
    Register(const Register&) = delete;
    Register& operator=(const Register&) = delete;

    bool made() const noexcept;  // this object made it

    // Gives the request its number in one transaction, or returns the entry it already has; takes its lease.
    // Throws Error(refused): "already-certified" when another request holds the same masters, "entry-void" when the
    // request's number was made void, "request-changed" when the id was used for other masters, "not-attested",
    // "book-of-other-mode", "book-closed", "attested-later" when its certification lies in the future; Error(temporary,
    // "in-hand") while another computer holds its lease.
    Entry reserve(const Request& request, const Act& act);
    // The copy is made and waits for signatures. `draft_digest` is its SHA-256 before the first.
    void wait_for_signature(const std::string& request_id, int attempt, const std::string& draft_digest,
                            const Act& act);
    // Takes the lease of a reserved or waiting entry to sign its copy. An issued or void entry is returned as it is.
    // Throws Error(missing, "no-such-entry"), Error(temporary, "in-hand").
    Entry claim(const std::string& request_id, const Act& act);
    // The copy has a signature and waits for the next: the lease ends, so that another computer may take it.
    void hand_over(const std::string& request_id, int attempt, const Act& act);
    // Marks it issued with the signed copy's digest. Idempotent for the same digest; throws Error(internal,
    // "entry-final") otherwise, Error(temporary, "attempt-old") when somebody took it over since.
    void finish(const std::string& request_id, int attempt, const Path& copy, const std::string& copy_digest,
                const Act& act);
    // Keeps a reserved number as a void entry; `note` says why and by whom. Its masters may then get another number.
    // Idempotent for the same note; throws Error(refused, "entry-final") once it is issued.
    void make_void(const std::string& request_id, const std::string& note, const Act& act);
    // NĐ 23/2015 Đ.13 k.1: the year's book ends, with its totals. Throws Error(refused): "entries-open" while a number
    // waits, "book-closed"; Error(missing, "no-such-book").
    Totals close(const std::string& agency, const std::string& book, int year, const Act& act);
    // Puts something into the chain that changes no entry: a seal, a decision of review, a look at personal numbers.
    Link record(const std::string& action, const std::string& subject, const Json& detail, const Act& act);
    // Goes on after a restored backup or a clock that had been ahead.
    Link resume(const std::string& reason, const Act& act);

    std::optional<Entry> find(const std::string& request_id) const;
    std::optional<Entry> find_by_copy(const std::string& copy_digest) const;
    // In order of year, book, number; calls back row by row.
    void each(const Filter& filter, const std::function<void(const Entry&)>& row) const;
    std::optional<Link> head() const;
    void each_link(const std::function<void(const Link&)>& work) const;

    // Numbers 1..n, none missing, twice or altered; each issued entry's copy there with its digest (`digest_of` reads
    // a file); the chain whole, and the entries what it says; each seal good (`seal_fault` gives what is wrong with
    // one, or nothing).
    using DigestOf = std::function<std::optional<std::string>(const Entry&)>;
    using SealFault = std::function<std::string(const Link& seal, const Link& sealed)>;
    std::vector<Problem> check(const DigestOf& digest_of, const SealFault& seal_fault = {}) const;

    // The outbox: adding the same package (by digest) again returns the row that is there. An older package of the same
    // dossier that has no receipt yet is superseded: it is kept, but no longer due.
    OutboxRow enqueue(const OutboxRow& row);
    std::vector<OutboxRow> due(Time now) const;      // not acknowledged, next_attempt reached
    std::vector<OutboxRow> refused(Time now) const;  // refused, next_attempt not reached
    std::optional<OutboxRow> find_message(const std::string& dossier) const;
    void failed(const std::string& message_id, const std::string& why, Time next_attempt, bool refused = false);
    void acknowledged(const std::string& message_id, const std::string& receipt_id);

    // Something that one process at a time does, on whichever computer, until the turn is destroyed or the process dies.
    struct Turn {
        virtual ~Turn() = default;
    };
    std::unique_ptr<Turn> take_turn(const std::string& what) const;  // nothing while another has it

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace saoy::store
