// SPDX-License-Identifier: Apache-2.0
#include "lib/store/entries.hpp"

namespace saoy::store {

namespace {

#define SAOY_ENTRY_COLUMNS                                                                                          \
    "request_id, agency, book, year, number, volume, mode, at, received, due, masters_digest, dossier, paper,"      \
    " paper_name, requester, official, attested_by, copies, pages, fee, state, copy_path, copy_digest, issued_at, " \
    "note"

Time time_of(std::int64_t seconds) { return Time(std::chrono::seconds(seconds)); }
std::int64_t seconds_of(Time time) { return time.time_since_epoch().count(); }

Entry::State state_of(const std::string& word) {
    for (const auto state : {Entry::State::waiting, Entry::State::issued, Entry::State::voided})
        if (word == to_string(state)) return state;
    return Entry::State::reserved;
}

Entry entry_of(const Rows& row) {
    Entry entry;
    int at = 0;
    const auto text = [&] { return row.text(at++); };
    const auto integer = [&] { return row.integer(at++); };
    entry.request_id = text();
    entry.agency = text();
    entry.book = text();
    entry.year = int(integer());
    entry.number = int(integer());
    entry.volume = text();
    entry.mode = text();
    entry.at = time_of(integer());
    entry.received = time_of(integer());
    entry.due = time_of(integer());
    entry.masters_digest = text();
    entry.dossier = text();
    entry.paper = text();
    entry.paper_name = text();
    entry.requester = text();
    entry.official = text();
    entry.attested_by = text();
    entry.copies = int(integer());
    entry.pages = int(integer());
    entry.fee = int(integer());
    entry.state = state_of(text());
    entry.copy_path = text();
    entry.copy_digest = text();
    if (!row.is_null(at)) entry.issued_at = time_of(row.integer(at));
    ++at;
    entry.note = text();
    return entry;
}

}  // namespace

std::string to_string(Entry::State state) {
    switch (state) {
        case Entry::State::reserved: return "reserved";
        case Entry::State::waiting: return "waiting";
        case Entry::State::issued: return "issued";
        case Entry::State::voided: return "voided";
    }
    return "reserved";
}

std::string number_of(const Entry& entry) {
    return std::to_string(entry.number) + "/" + std::to_string(entry.year) + " " + entry.book;
}

void each_entry(Session& session, const std::string& where, const std::vector<Value>& values,
                const std::function<void(const Entry&)>& work) {
    const auto found = session.query(
        "SELECT " SAOY_ENTRY_COLUMNS " FROM entries WHERE " + where + " ORDER BY year, book, agency, number", values);
    while (found->next()) work(entry_of(*found));
}

std::optional<Entry> find_request(Session& session, const std::string& request_id) {
    std::optional<Entry> found;
    each_entry(session, "request_id = ?", {request_id}, [&](const Entry& entry) { found = entry; });
    return found;
}

std::optional<Entry> find_masters(Session& session, const std::string& agency, const std::string& masters_digest) {
    std::optional<Entry> found;
    each_entry(session, "agency = ? AND masters_digest = ? AND state <> 'voided'", {agency, masters_digest},
               [&](const Entry& entry) { found = entry; });
    return found;
}

int last_number(Session& session, const std::string& agency, const std::string& book, int year) {
    const auto found = session.ask(
        "SELECT coalesce(max(number), 0) FROM entries WHERE agency = ? AND book = ? AND year = ?", agency, book, year);
    return found->next() ? int(found->integer(0)) : 0;
}

void insert(Session& session, const Entry& entry) {
    const auto before = entry.number == 1 ? std::nullopt : std::optional<std::int64_t>(entry.number - 1);
    session.run(
        "INSERT INTO entries (request_id, agency, book, year, number, previous, volume, mode, at, received, due,"
        " masters_digest, dossier, paper, paper_name, requester, official, attested_by, copies, pages, fee)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.request_id, entry.agency, entry.book, entry.year, entry.number, before, entry.volume, entry.mode,
        seconds_of(entry.at), seconds_of(entry.received), seconds_of(entry.due), entry.masters_digest, entry.dossier,
        entry.paper, entry.paper_name, entry.requester, entry.official, entry.attested_by, entry.copies, entry.pages,
        entry.fee);
}

}  // namespace saoy::store
