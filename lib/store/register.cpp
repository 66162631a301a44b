// SPDX-License-Identifier: Apache-2.0
#include "lib/store/register.hpp"

#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"

namespace saoy::store {

namespace {

#define SAOY_ENTRY_COLUMNS                                                                                          \
    "request_id, agency, book, year, number, at, masters_digest, dossier, paper, paper_name, requester, official, " \
    "copies, pages, fee, state, copy_path, copy_digest, issued_at, note"

Time time_of(std::int64_t seconds) { return Time(std::chrono::seconds(seconds)); }
std::int64_t seconds_of(Time time) { return time.time_since_epoch().count(); }

Entry::State state_of(const std::string& word) {
    if (word == "issued") return Entry::State::issued;
    if (word == "voided") return Entry::State::voided;
    return Entry::State::reserved;
}

Entry entry_of(const Statement& row) {
    Entry entry;
    entry.request_id = row.text(0);
    entry.agency = row.text(1);
    entry.book = row.text(2);
    entry.year = int(row.integer(3));
    entry.number = int(row.integer(4));
    entry.at = time_of(row.integer(5));
    entry.masters_digest = row.text(6);
    entry.dossier = row.text(7);
    entry.paper = row.text(8);
    entry.paper_name = row.text(9);
    entry.requester = row.text(10);
    entry.official = row.text(11);
    entry.copies = int(row.integer(12));
    entry.pages = int(row.integer(13));
    entry.fee = int(row.integer(14));
    entry.state = state_of(row.text(15));
    entry.copy_path = row.text(16);
    entry.copy_digest = row.text(17);
    if (!row.is_null(18)) entry.issued_at = time_of(row.integer(18));
    entry.note = row.text(19);
    return entry;
}

std::optional<Entry> find_request(sqlite3* database, const std::string& request_id) {
    Statement found(database, "SELECT " SAOY_ENTRY_COLUMNS " FROM entries WHERE request_id = ?", request_id);
    if (!found.step()) return std::nullopt;
    return entry_of(found);
}

Entry entry_to_change(sqlite3* database, const std::string& request_id) {
    auto entry = find_request(database, request_id);
    if (!entry)
        throw Error(Fault::internal, "no-such-entry",
                    text::fill(text::tr("no number was reserved for request {0}"), {request_id}));
    return *entry;
}

std::string number_of(const Entry& entry) {
    return std::to_string(entry.number) + "/" + std::to_string(entry.year) + " " + entry.book;
}

Entry already_reserved(const Request& request, const Entry& entry) {
    if (entry.agency != request.agency || entry.book != request.book || entry.masters_digest != request.masters_digest)
        throw Error(Fault::refused, "request-changed",
                    text::fill(text::tr("request {0} has number {1} for another original"),
                               {request.request_id, number_of(entry)}));
    if (entry.state == Entry::State::voided)
        throw Error(Fault::refused, "entry-void",
                    text::fill(text::tr("number {0} of this request was made void: {1}"),
                               {number_of(entry), text::mask_numbers(entry.note)}),
                    text::tr("certify again under a new request"));
    return entry;
}

void refuse_second_number(sqlite3* database, const Request& request) {
    Statement found(database,
                    "SELECT " SAOY_ENTRY_COLUMNS
                    " FROM entries WHERE agency = ? AND book = ? AND masters_digest = ? AND state <> 'voided'",
                    request.agency, request.book, request.masters_digest);
    if (!found.step()) return;
    const Entry other = entry_of(found);
    throw Error(
        Fault::refused, "already-certified",
        text::fill(text::tr("this original already has number {0} in dossier {1}"), {number_of(other), other.dossier}),
        text::tr("hand out further copies of that one, or make that entry void first"));
}

}  // namespace

std::string to_string(Entry::State state) {
    switch (state) {
        case Entry::State::reserved: return "reserved";
        case Entry::State::issued: return "issued";
        case Entry::State::voided: return "voided";
    }
    return "reserved";
}

Entry Register::reserve(const Request& request) {
    return connection_->with([&](sqlite3* database) {
        WriteTransaction transaction(database);
        if (const auto known = find_request(database, request.request_id)) return already_reserved(request, *known);
        refuse_second_number(database, request);
        const int year = vietnam_time(request.at).year;
        Statement(database, "INSERT INTO books (agency, book, year) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                  request.agency, request.book, year)
            .step();
        // The trigger entry_counts moves `next` on in this same statement.
        Statement(database,
                  "INSERT INTO entries (request_id, agency, book, year, number, at, masters_digest, dossier, paper,"
                  " paper_name, requester, official, copies, pages, fee)"
                  " SELECT ?, agency, book, year, next, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                  " FROM books WHERE agency = ? AND book = ? AND year = ?",
                  request.request_id, seconds_of(request.at), request.masters_digest, request.dossier, request.paper,
                  request.paper_name, request.requester, request.official, request.copies, request.pages, request.fee,
                  request.agency, request.book, year)
            .step();
        const Entry entry = entry_to_change(database, request.request_id);
        transaction.commit();
        return entry;
    });
}

void Register::finish(const std::string& request_id, const Path& copy, const std::string& copy_digest, Time at) {
    connection_->with([&](sqlite3* database) {
        WriteTransaction transaction(database);
        const Entry entry = entry_to_change(database, request_id);
        if (entry.state == Entry::State::issued && entry.copy_digest == copy_digest) return;
        if (entry.state != Entry::State::reserved)
            throw Error(Fault::internal, "entry-final",
                        text::fill(text::tr("number {0} is {1} and cannot be issued with another copy"),
                                   {number_of(entry), to_string(entry.state)}));
        Statement(database,
                  "UPDATE entries SET state = 'issued', copy_path = ?, copy_digest = ?, issued_at = ?"
                  " WHERE request_id = ?",
                  std::filesystem::absolute(copy).lexically_normal().string(), copy_digest, seconds_of(at), request_id)
            .step();
        transaction.commit();
    });
}

void Register::make_void(const std::string& request_id, const std::string& note) {
    connection_->with([&](sqlite3* database) {
        WriteTransaction transaction(database);
        const Entry entry = entry_to_change(database, request_id);
        if (entry.state == Entry::State::voided && entry.note == note) return;
        if (entry.state != Entry::State::reserved)
            throw Error(
                Fault::refused, "entry-final",
                text::fill(text::tr("number {0} is {1} and stays so"), {number_of(entry), to_string(entry.state)}));
        Statement(database, "UPDATE entries SET state = 'voided', note = ? WHERE request_id = ?", note, request_id)
            .step();
        transaction.commit();
    });
}

std::optional<Entry> Register::find(const std::string& request_id) const {
    return connection_->with([&](sqlite3* database) { return find_request(database, request_id); });
}

std::optional<Entry> Register::find_by_copy(const std::string& copy_digest) const {
    return connection_->with([&](sqlite3* database) -> std::optional<Entry> {
        Statement found(database, "SELECT " SAOY_ENTRY_COLUMNS " FROM entries WHERE copy_digest = ?", copy_digest);
        if (!found.step()) return std::nullopt;
        return entry_of(found);
    });
}

void Register::each(const Filter& filter, const std::function<void(const Entry&)>& row) const {
    connection_->with([&](sqlite3* database) {
        Statement found(database,
                        "SELECT " SAOY_ENTRY_COLUMNS
                        " FROM entries WHERE (? = 0 OR year = ?) AND (? = '' OR book = ?)"
                        " AND (? = '' OR instr(paper_name, ?) > 0 OR instr(dossier, ?) > 0 OR instr(requester, ?) > 0)"
                        " ORDER BY year, book, number, agency",
                        filter.year.value_or(0), filter.year.value_or(0), filter.book, filter.book, filter.text,
                        filter.text, filter.text, filter.text);
        while (found.step()) row(entry_of(found));
    });
}

}  // namespace saoy::store
