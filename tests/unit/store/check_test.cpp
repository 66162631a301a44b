// SPDX-License-Identifier: Apache-2.0
// Every fault that `check` is there to find, made on purpose by one who may write the database past its rules.
#include <set>

#include "tests/support/registers.hpp"

using namespace saoy;
using namespace saoy::store;
using namespace saoy::test;

namespace {

// Entries 1 to 3 issued, 4 void, 5 waiting; each copy is a file that holds its own "digest".
template <class PlaceType>
struct Kept {
    PlaceType place;

    Kept() {
        Register book(place.location, Open::create);
        for (const std::string id : {"1", "2", "3"}) {
            const int attempt = book.reserve(request(id), act()).attempt;
            book.wait_for_signature(id, attempt, "draft " + id, act());
            book.finish(id, attempt, copy(id), "digest " + id, act());
            write_file(copy(id), "digest " + id);
        }
        book.reserve(request("4"), act());
        book.make_void("4", "withdrawn", act());
        book.wait_for_signature("5", book.reserve(request("5"), act()).attempt, "draft 5", act());
    }
    Path copy(const std::string& id) const { return place.folder.path() / (id + ".pdf"); }
    std::vector<Problem> problems() const {
        return Register(place.location).check([](const Entry& entry) -> std::optional<std::string> {
            if (!std::filesystem::exists(entry.copy_path)) return std::nullopt;
            return read_file(entry.copy_path);
        });
    }
    std::set<std::string> codes() const {
        std::set<std::string> all;
        for (const Problem& problem : problems()) all.insert(problem.code);
        all.erase("waiting-signature");
        all.erase("rules-altered");
        return all;
    }
};

}  // namespace

TEMPLATE_TEST_CASE("a sound register has no problem but what waits", "", OnFile, OnServer) {
    const Kept<TestType> book;
    const auto problems = book.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "waiting-signature");
    CHECK(problems[0].number == 5);
}

TEMPLATE_TEST_CASE("a missing and an altered copy are named by number", "", OnFile, OnServer) {
    const Kept<TestType> book;
    std::filesystem::remove(book.copy("1"));
    write_file(book.copy("3"), "other bytes");
    const auto problems = book.problems();
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].code == "copy-missing");
    CHECK(problems[0].number == 1);
    CHECK(problems[1].code == "copy-altered");
    CHECK(problems[1].number == 3);
}

TEMPLATE_TEST_CASE("rules taken away are told", "", OnFile, OnServer) {
    const Kept<TestType> book;
    REQUIRE(book.place.sql(std::is_same_v<TestType, OnFile> ? "DROP TRIGGER entry_kept"
                                                            : "DROP TRIGGER entry_kept ON entries"));
    CHECK(book.problems().front().code == "rules-altered");
}

// One change each: the column of a row, a row, or a link; and the code and the word by which it must be named.
struct Change {
    const char* sql;
    const char* code;
    const char* named;
};

TEMPLATE_TEST_CASE("every single change is found and named", "", OnFile, OnServer) {
    std::vector<Change> changes;
    std::vector<std::string> texts;
    const auto of = [&](const std::string& sql, const char* code, const char* named) {
        texts.push_back(sql);
        changes.push_back({nullptr, code, named});
    };
    for (const char* column : {"agency", "book", "volume", "mode", "masters_digest", "dossier", "paper", "paper_name",
                               "requester", "official", "attested_by"}) {
        const std::string name = column;
        if (name == "agency" || name == "book") continue;  // of another book: see below
        of("UPDATE entries SET " + name + " = 'x' WHERE request_id = '2'", "entry-altered",
           name == "masters_digest" ? "masters" : column);
    }
    for (const char* column : {"received", "due", "copies", "pages", "fee"})
        of(std::string("UPDATE entries SET ") + column + " = " + column + " + 1 WHERE request_id = '2'",
           "entry-altered", column);
    of("UPDATE entries SET at = at + 60 WHERE request_id = '2'", "entry-altered", "at");
    of("UPDATE entries SET at = 0 WHERE request_id = '2'", "year-wrong", "1970");
    of("UPDATE entries SET copy_digest = 'x' WHERE request_id = '2'", "entry-altered", "copy_digest");
    of("UPDATE entries SET copy_path = '/x' WHERE request_id = '2'", "entry-altered", "copy_path");
    of("UPDATE entries SET issued_at = 5 WHERE request_id = '2'", "entry-altered", "issued_at");
    of("UPDATE entries SET note = 'x' WHERE request_id = '4'", "entry-altered", "note");
    of("UPDATE entries SET note = 'x' WHERE request_id = '2'", "entry-altered", "note");
    of("UPDATE entries SET state = 'voided', note = 'x', copy_path = NULL, copy_digest = NULL, issued_at = NULL"
       " WHERE request_id = '2'",
       "entry-altered", "voided, but issued");
    of("UPDATE entries SET state = 'reserved', note = '' WHERE request_id = '4'", "entry-altered",
       "reserved, but voided");
    of("UPDATE entries SET state = 'issued', copy_path = '/x', copy_digest = 'x', issued_at = 1 WHERE request_id = '5'",
       "entry-altered", "issued, but waiting");
    of("DELETE FROM entries WHERE request_id = '5'", "number-missing", "5");
    of("DELETE FROM entries WHERE request_id = '1'", "number-missing", "1");
    of("DELETE FROM entries WHERE request_id = '3'", "entry-missing", "3");
    of("DELETE FROM entries", "number-missing", "5");
    of("UPDATE entries SET request_id = '9' WHERE request_id = '2'", "entry-unknown", "9");
    of("UPDATE entries SET number = 7, previous = 6 WHERE request_id = '5'", "number-missing", "5");
    of("UPDATE entries SET year = 2027 WHERE request_id = '5'", "entry-altered", "year");
    of("UPDATE entries SET book = 'SCT/X' WHERE request_id = '5'", "entry-altered", "book");
    of("UPDATE entries SET agency = 'X' WHERE request_id = '5'", "entry-altered", "agency");
    of("INSERT INTO entries (request_id, agency, book, year, number, previous, volume, mode, at, received, due,"
       " masters_digest, dossier, paper, paper_name, requester, official, attested_by, copies, pages, fee)"
       " SELECT '6', agency, book, year, 6, 5, volume, mode, at, received, due, 'm6', dossier, paper, paper_name,"
       " requester, official, attested_by, copies, pages, fee FROM entries WHERE request_id = '1'",
       "entry-unknown", "6");
    of("UPDATE books SET closed_at = 5", "book-altered", "H29.999.99");
    of("DELETE FROM books", "book-missing", "H29.999.99");
    of("UPDATE books SET mode = 'sao-y'", "book-altered", "mode");
    of("INSERT INTO books (agency, book, year, mode) VALUES ('X', 'Y', 2026, 'sao-y')", "book-altered", "X");
    for (const char* column : {"who", "role", "action", "subject", "detail", "hash"})
        of(std::string("UPDATE chain SET ") + column + " = 'x' WHERE sequence = 4", "chain-broken", "4");
    for (const char* column : {"at", "latest"})
        of(std::string("UPDATE chain SET ") + column + " = " + column + " + 1 WHERE sequence = 4", "chain-broken", "4");
    of("UPDATE chain SET previous = 'x' WHERE sequence = 4", "chain-broken", "4");
    of("UPDATE chain SET sequence = 99 WHERE sequence = 4", "chain-broken", "99");
    of("DELETE FROM chain WHERE sequence = 4", "chain-broken", "5");
    of("DELETE FROM chain WHERE sequence = 1", "chain-broken", "2");
    of("DELETE FROM chain WHERE sequence >= 12", "entry-unknown", "5");
    of("DELETE FROM chain", "entry-unknown", "1");
    of("INSERT INTO chain (sequence, at, latest, who, role, action, subject, detail, previous, hash)"
       " SELECT 14, at, latest, who, role, action, subject, detail, 'x', 'y' FROM chain WHERE sequence = 1",
       "chain-broken", "14");
    of("UPDATE chain SET detail = replace(detail, 'An', 'Na') WHERE sequence = 1", "chain-broken", "1");
    const Kept<TestType> book;
    REQUIRE(texts.size() >= 50);
    int found = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        INFO(texts[i]);
        const typename TestType::Saved saved(book.place);
        REQUIRE(book.place.tamper(texts[i]));
        bool named = false;
        for (const Problem& problem : book.problems())
            named = named ||
                    (problem.code == changes[i].code &&
                     (problem.text + " " + std::to_string(problem.number)).find(changes[i].named) != std::string::npos);
        CHECK(named);
        found += named ? 1 : 0;
        saved.restore(book.place);
    }
    CHECK(found == int(texts.size()));
    CHECK(book.codes().empty());  // and what was put back is sound
}
