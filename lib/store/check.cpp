// SPDX-License-Identifier: Apache-2.0
// Proves the register: the file whole, its rules in force, numbers 1..n, every issued copy there and unchanged.
#include "lib/base/text.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/schema.hpp"

namespace saoy::store {

namespace {

using Problems = std::vector<Problem>;

// One consistent view of the file while others write.
class Snapshot {
public:
    explicit Snapshot(sqlite3* database) : database_(database) { execute(database_, "BEGIN"); }
    ~Snapshot() { sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    sqlite3* database_;
};

void check_file(sqlite3* database, Problems& problems) {
    constexpr int most = 100;  // a damaged file can have a line a page
    Statement found(database, "PRAGMA integrity_check(100)");
    for (int line = 0; line < most && found.step(); ++line)
        if (found.text(0) != "ok") problems.push_back({0, 0, "", "file-damaged", found.text(0)});
    Statement foreign(database, "PRAGMA foreign_key_check");
    if (foreign.step())
        problems.push_back({0, 0, "", "book-missing", text::tr("an entry belongs to a book that is not there")});
}

std::string definitions(sqlite3* database) {
    Statement found(database, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name");
    std::string all;
    while (found.step()) all += found.text(0) + " " + found.text(1) + " " + found.text(2) + "\n";
    return all;
}

void check_rules(sqlite3* database, Problems& problems) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
    const Database fresh(opened);
    if (result != SQLITE_OK) throw failure(fresh.get());
    execute(fresh.get(), schema);
    if (definitions(database) != definitions(fresh.get()))
        problems.push_back(
            {0, 0, "", "rules-altered", text::tr("the tables, indexes or triggers are not those saoy made")});
}

// The numbers of one series in order: each must be the one after the last.
void check_numbers(sqlite3* database, Problems& problems) {
    Statement found(database,
                    "SELECT b.agency, b.book, b.year, b.next, e.number, e.request_id FROM books b LEFT JOIN entries e"
                    " ON e.agency = b.agency AND e.book = b.book AND e.year = b.year"
                    " ORDER BY b.year, b.book, b.agency, e.number");
    std::string series, agency, book;
    int year = 0, expected = 1;
    std::int64_t next = 1;
    const auto end_series = [&] {
        if (series.empty()) return;
        for (; expected < next; ++expected)
            problems.push_back(
                {year, expected, book, "number-missing",
                 text::fill(text::tr("{0}: number {1} is missing"), {agency, std::to_string(expected)})});
        if (next != expected)
            problems.push_back({year, 0, book, "counter-wrong",
                                text::fill(text::tr("{0}: the next number would be {1}, but should be {2}"),
                                           {agency, std::to_string(next), std::to_string(expected)})});
    };
    while (found.step()) {
        const std::string here = found.text(0) + "\n" + found.text(1) + "\n" + found.text(2);
        if (here != series) {
            end_series();
            series = here;
            agency = found.text(0);
            book = found.text(1);
            year = int(found.integer(2));
            next = found.integer(3);
            expected = 1;
        }
        if (found.is_null(4)) continue;
        const int number = int(found.integer(4));
        if (number < expected)
            problems.push_back({year, number, book, "number-twice",
                                text::fill(text::tr("{0}: number {1} is there more than once (request {2})"),
                                           {agency, std::to_string(number), found.text(5)})});
        for (; expected < number; ++expected)
            problems.push_back(
                {year, expected, book, "number-missing",
                 text::fill(text::tr("{0}: number {1} is missing"), {agency, std::to_string(expected)})});
        if (number >= expected) expected = number + 1;
    }
    end_series();
}

void check_entry(const Entry& entry, const std::function<std::optional<std::string>(const Path&)>& digest_of,
                 Problems& problems) {
    const auto tell = [&](const char* code, const std::string& sentence) {
        problems.push_back({entry.year, entry.number, entry.book, code, sentence});
    };
    if (vietnam_time(entry.at).year != entry.year)
        tell("year-wrong",
             text::fill(text::tr("certified at {0}, outside the year of its number"), {rfc3339(entry.at)}));
    if (entry.state == Entry::State::reserved)
        tell("reserved-unfinished",
             text::fill(text::tr("waits for its signed copy (dossier {0}, paper {1})"), {entry.dossier, entry.paper}));
    if (entry.state != Entry::State::issued) return;
    const auto digest = digest_of(entry.copy_path);
    if (!digest)
        tell("copy-missing", text::fill(text::tr("its copy {0} is not there"), {entry.copy_path}));
    else if (*digest != entry.copy_digest)
        tell("copy-altered", text::fill(text::tr("its copy {0} is not the one that was signed"), {entry.copy_path}));
}

}  // namespace

std::vector<Problem> Register::check(const std::function<std::optional<std::string>(const Path&)>& digest_of) const {
    Problems problems;
    connection_->with([&](sqlite3* database) {
        const Snapshot snapshot(database);
        check_file(database, problems);
        check_rules(database, problems);
        check_numbers(database, problems);
    });
    each({}, [&](const Entry& entry) { check_entry(entry, digest_of, problems); });
    return problems;
}

}  // namespace saoy::store
