// SPDX-License-Identifier: Apache-2.0
// The register's promises, one by one, in a file and on a server.
#include "lib/store/register.hpp"

#include <sys/stat.h>

#include "tests/support/registers.hpp"

using namespace saoy;
using namespace saoy::store;
using namespace saoy::test;

TEMPLATE_TEST_CASE("numbers run from 1 in each year, book and agency", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const auto later = act(parse_rfc3339("2027-01-01T09:00:00+07:00"));
    CHECK(book.reserve(request("a"), act()).number == 1);
    CHECK(book.reserve(request("b"), act()).number == 2);
    // 2026-12-31 17:00 UTC is New Year in Vietnam; a paper attested before midnight is of the old year.
    CHECK(book.reserve(request("c", parse_rfc3339("2026-12-31T23:59:59+07:00")), later).number == 3);
    const Entry next_year = book.reserve(request("d", parse_rfc3339("2026-12-31T17:00:00Z")), later);
    CHECK(next_year.year == 2027);
    CHECK(next_year.number == 1);
    auto other_book = request("e");
    other_book.book = "SCT/CKND";
    CHECK(book.reserve(other_book, later).number == 1);
    auto other_agency = request("f");
    other_agency.agency = "H29.999.98";
    CHECK(book.reserve(other_agency, later).number == 1);
    auto other_volume = request("g");  // NĐ 23/2015 Đ.13 k.2: a second volume goes on
    other_volume.volume = "02";
    CHECK(book.reserve(other_volume, later).number == 4);
}

TEMPLATE_TEST_CASE("the same request gets the same number, a second request for the same original none", "", OnFile,
                   OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const Entry first = book.reserve(request("a"), act());
    CHECK(book.reserve(request("a"), act()).number == first.number);
    auto second = request("b");
    second.masters_digest = first.masters_digest;
    CHECK(code_of([&] { book.reserve(second, act()); }) == "already-certified");
    auto changed = request("a");
    changed.masters_digest = "other";
    CHECK(code_of([&] { book.reserve(changed, act()); }) == "request-changed");
    CHECK(book.reserve(request("c"), act()).number == 2);  // neither failure took a number
}

TEMPLATE_TEST_CASE("without an attestation there is no number, by whichever way", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    auto nobody = request("a");
    nobody.attested_by = " ";
    CHECK(code_of([&] { book.reserve(nobody, act()); }) == "not-attested");
    book.reserve(request("b"), act());
    const std::string columns =
        "request_id, agency, book, year, number, previous, volume, mode, at, received, due, masters_digest, dossier,"
        " paper, paper_name, requester, official, attested_by, copies, pages, fee";
    const auto insert = [&](const std::string& attested_by) {
        return place.sql("INSERT INTO entries (" + columns +
                         ") VALUES ('c', 'H29.999.99', 'SCT/BS', 2026, 2, 1, '01', 'chung-thuc', 1, 1, 1, 'm', 'd',"
                         " 'p1', 'n', '', 'o', '" +
                         attested_by + "', 1, 1, 0)");
    };
    CHECK_FALSE(insert(""));
    CHECK(insert("Trần Thị Bình"));  // the same row otherwise; `check` finds it
}

TEMPLATE_TEST_CASE("a book is of one mode, and an original has one number in its agency whatever the mode", "", OnFile,
                   OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    book.reserve(request("a"), act());
    auto mixed = request("b");
    mixed.mode = "sao-y";
    CHECK(code_of([&] { book.reserve(mixed, act()); }) == "book-of-other-mode");
    mixed.book = "SY";
    CHECK(book.reserve(mixed, act()).number == 1);
    auto twice = request("c");
    twice.book = "SY", twice.mode = "sao-y";
    twice.masters_digest = request("a").masters_digest;
    CHECK(code_of([&] { book.reserve(twice, act()); }) == "already-certified");
    twice.agency = "H29.999.98";
    CHECK(book.reserve(twice, act()).number == 1);
}

TEMPLATE_TEST_CASE("everything of a request comes back", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    CHECK_FALSE(book.find("a"));
    const Entry made = book.reserve(request("a"), act());
    book.wait_for_signature("a", made.attempt, "draft", act());
    CHECK(book.find("a")->state == Entry::State::waiting);
    book.finish("a", book.claim("a", act()).attempt, "/x/y/../a.pdf", "d1", act(morning + std::chrono::hours(1)));
    const auto entry = book.find("a");
    REQUIRE(entry);
    CHECK(entry->state == Entry::State::issued);
    CHECK(entry->paper_name == "Giấy khai sinh");
    CHECK(entry->official == "Trần Thị Bình, Phó Chủ tịch");
    CHECK(entry->attested_by == "Trần Thị Bình");
    CHECK(entry->volume == "01");
    CHECK(entry->mode == "chung-thuc");
    CHECK(entry->received == morning - std::chrono::minutes(30));
    CHECK(entry->due == morning + std::chrono::hours(8));
    CHECK(entry->pages == 3);
    CHECK(entry->fee == 5000);
    CHECK(entry->copy_path == "/x/a.pdf");
    CHECK(rfc3339(*entry->issued_at) == "2026-03-05T10:00:00+07:00");
    CHECK(book.find_by_copy("d1")->request_id == "a");
    CHECK_FALSE(book.find_by_copy("d2"));
}

TEMPLATE_TEST_CASE("an issued entry is final; finishing again with the same copy is not a fault", "", OnFile,
                   OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const int attempt = book.reserve(request("a"), act()).attempt;
    book.finish("a", attempt, "/x/a.pdf", "d1", act());
    book.finish("a", attempt, "/x/a.pdf", "d1", act());
    CHECK(code_of([&] { book.finish("a", attempt, "/x/a.pdf", "d2", act()); }) == "entry-final");
    CHECK(code_of([&] { book.finish("nobody", 1, "/x/a.pdf", "d2", act()); }) == "no-such-entry");
    CHECK(code_of([&] { book.make_void("a", "mistake", act()); }) == "entry-final");
}

TEMPLATE_TEST_CASE("a void entry keeps its number, and its original may be certified again", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const int attempt = book.reserve(request("a"), act()).attempt;
    book.make_void("a", "requester withdrew; Tran Thi Binh", act());
    book.make_void("a", "requester withdrew; Tran Thi Binh", act());
    CHECK(code_of([&] { book.reserve(request("a"), act()); }) == "entry-void");
    CHECK(code_of([&] { book.finish("a", attempt, "/x", "d", act()); }) == "entry-final");
    auto again = request("b");
    again.masters_digest = request("a").masters_digest;
    CHECK(book.reserve(again, act()).number == 2);
    CHECK(book.find("a")->note == "requester withdrew; Tran Thi Binh");
}

TEMPLATE_TEST_CASE("another computer waits for the lease; what it overtook comes too late", "", OnFile, OnServer) {
    const TestType place;
    Register here(place.location, Open::create, {"here", std::chrono::minutes(10)});
    Register there(place.location, Open::existing, {"there", std::chrono::minutes(10)});
    const Entry mine = here.reserve(request("a"), act());
    CHECK(code_of([&] { there.reserve(request("a"), act()); }) == "in-hand");
    CHECK(here.reserve(request("a"), act()).attempt == mine.attempt + 1);  // the same computer goes on at once
    const auto later = act(morning + std::chrono::minutes(11));
    const Entry theirs = there.reserve(request("a"), later);
    CHECK(theirs.number == mine.number);
    CHECK(code_of([&] { here.finish("a", mine.attempt, "/x", "d", later); }) == "attempt-old");
    there.wait_for_signature("a", theirs.attempt, "draft", later);
    // Nobody takes a waiting entry away, however long the person lets it wait; any computer may sign it.
    const auto next_day = act(morning + std::chrono::hours(24));
    CHECK(here.find("a")->state == Entry::State::waiting);
    here.finish("a", here.claim("a", next_day).attempt, "/x", "d", next_day);
    CHECK(there.find("a")->state == Entry::State::issued);
    CHECK(code_of([&] { here.claim("nobody", next_day); }) == "no-such-entry");
}

TEMPLATE_TEST_CASE("a clock set back is refused; two computers may differ by minutes", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    book.reserve(request("a"), act());
    CHECK(
        book.reserve(request("b", morning - std::chrono::minutes(5)), act(morning - std::chrono::minutes(5))).number ==
        2);
    const auto yesterday = morning - std::chrono::hours(24);
    CHECK(code_of([&] { book.reserve(request("c", yesterday), act(yesterday)); }) == "clock-back");
    // Step by step it does not get further back either.
    book.reserve(request("d", morning - std::chrono::minutes(9)), act(morning - std::chrono::minutes(9)));
    CHECK(code_of([&] {
              book.reserve(request("e", morning - std::chrono::minutes(12)), act(morning - std::chrono::minutes(12)));
          }) == "clock-back");
    CHECK(code_of([&] { book.reserve(request("f", morning + std::chrono::hours(1)), act()); }) == "attested-later");
    book.resume("the clock had been a day ahead", act(yesterday));
    CHECK(book.reserve(request("c", yesterday), act(yesterday)).number == 4);
    CHECK(book.check([](const Entry&) { return std::nullopt; }).size() == 4);  // unfinished, nothing else
}

TEMPLATE_TEST_CASE("a closed year takes no number", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const auto new_year = act(parse_rfc3339("2027-01-02T09:00:00+07:00"));
    const int attempt = book.reserve(request("a"), act()).attempt;
    const auto close = [&](const Act& by) { return book.close("H29.999.99", "SCT/BS", 2026, by); };
    CHECK(code_of([&] { close(new_year); }) == "entries-open");
    book.finish("a", attempt, "/x", "d", act());
    book.reserve(request("b"), act());
    book.make_void("b", "withdrawn", act());
    CHECK(code_of([&] { close(act()); }) == "year-not-over");
    const Totals totals = close(new_year);
    CHECK(totals.last == 2);
    CHECK(totals.issued == 1);
    CHECK(totals.voided == 1);
    CHECK(totals.fee == 5000);
    CHECK(code_of([&] { close(new_year); }) == "book-closed");
    CHECK(code_of([&] { book.reserve(request("c"), new_year); }) == "book-closed");
    CHECK(code_of([&] { book.close("H29.999.99", "SCT/BS", 2025, new_year); }) == "no-such-book");
    CHECK(book.reserve(request("c", new_year.at), new_year).number == 1);
}

TEMPLATE_TEST_CASE("rows come in order and by filter, accents and case aside", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const auto next_year = parse_rfc3339("2027-01-02T00:00:00+07:00");
    book.reserve(request("z", next_year), act(next_year));
    book.reserve(request("a"), act(next_year));
    book.reserve(request("b"), act(next_year));
    const auto listed = [&](const Filter& filter) {
        std::string ids;
        book.each(filter, [&](const Entry& entry) { ids += entry.request_id; });
        return ids;
    };
    CHECK(listed({}) == "abz");
    CHECK(listed({2026, "", ""}) == "ab");
    CHECK(listed({std::nullopt, "SCT/BS", "dossier-b"}) == "b");
    CHECK(listed({std::nullopt, "SCT/HĐ,GD", ""}).empty());
    CHECK(listed({std::nullopt, "", "nguyen van an"}) == "abz");
    CHECK(listed({std::nullopt, "", "nguyen van binh"}).empty());
}

TEMPLATE_TEST_CASE("a register is made only when that is asked for", "", OnFile, OnServer) {
    const TestType place;
    CHECK(code_of([&] { Register book(place.location); }) == "no-register");
    CHECK(Register(place.location, Open::create).made());
    CHECK_FALSE(Register(place.location, Open::create).made());
    CHECK_FALSE(Register(place.location).made());
}

TEMPLATE_TEST_CASE("the database itself refuses what the law forbids", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    book.reserve(request("a"), act());
    book.finish("b", book.reserve(request("b"), act()).attempt, "/x", "d", act());
    for (const char* forbidden : {
             "DELETE FROM entries WHERE number = 2",
             "UPDATE entries SET number = 3 WHERE number = 1",
             "UPDATE entries SET masters_digest = 'x' WHERE number = 1",
             "UPDATE entries SET requester = 'x' WHERE number = 1",
             "UPDATE entries SET note = 'x' WHERE number = 2",
             "UPDATE entries SET state = 'voided' WHERE number = 1",  // without a reason
             "UPDATE entries SET state = 'reserved' WHERE number = 1",
             "INSERT INTO entries (request_id, agency, book, year, number, previous, volume, mode, at, received, due,"
             " masters_digest, dossier, paper, paper_name, requester, official, attested_by, copies, pages, fee)"
             " SELECT 'x', agency, book, year, 4, 3, volume, mode, at, received, due, 'x', dossier, paper, paper_name,"
             " requester, official, attested_by, copies, pages, fee FROM entries WHERE number = 1",
             "DELETE FROM books",
             "UPDATE books SET year = 2025",
             "DELETE FROM chain",
             "UPDATE chain SET who = 'x' WHERE sequence = 1",
             "INSERT INTO chain SELECT 9, at, latest, who, role, action, subject, detail, 'x', 'y' FROM chain"
             " WHERE sequence = 1",
             "DELETE FROM leases",
         }) {
        INFO(forbidden);
        CHECK_FALSE(place.sql(forbidden));
    }
    CHECK(place.sql("UPDATE entries SET state = 'voided', note = 'why' WHERE number = 1"));
}

TEST_CASE("the files are private, a foreign, older or newer one is refused") {
    const OnFile place;
    { Register(place.location, Open::create).reserve(request("a"), act()); }
    for (const auto& made : std::filesystem::directory_iterator(place.folder.path())) {
        struct stat status {};
        REQUIRE(::stat(made.path().c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
    }
    REQUIRE(place.sql("PRAGMA user_version = 99"));
    CHECK(code_of([&] { Register newer(place.location); }) == "register-newer");
    REQUIRE(place.sql("PRAGMA user_version = 1"));
    CHECK(code_of([&] { Register older(place.location); }) == "register-older");
    const Path folder = place.folder.path();
    REQUIRE(shell("sqlite3 '" + (folder / "other.db").string() + "' 'CREATE TABLE t (x)'") == 0);
    CHECK(code_of([&] { Register foreign(folder / "other.db"); }) == "not-a-register");
    write_file(folder / "text.db",
               "this is no database, but long enough to have a header of its own\n" + std::string(4096, 'x'));
    CHECK(code_of([&] { Register text(folder / "text.db"); }) == "register-damaged");
    CHECK(code_of([&] { Register nowhere(folder / "no" / "such" / "r.db", Open::create); }) == "cannot-write");
}

TEST_CASE("a register taken back from a backup gives no number") {
    const OnFile place;
    const Path backup = place.folder.path() / "backup.db";
    { Register(place.location, Open::create).reserve(request("a"), act()); }
    std::filesystem::copy_file(place.location, backup);
    { CHECK(Register(place.location).reserve(request("b"), act()).number == 2); }
    std::filesystem::copy_file(backup, place.location, std::filesystem::copy_options::overwrite_existing);
    Register book(place.location);
    CHECK(code_of([&] { book.reserve(request("c"), act()); }) == "register-restored");
    const auto problems = book.check([](const Entry&) { return std::nullopt; });
    CHECK(std::any_of(problems.begin(), problems.end(), [](const Problem& p) { return p.code == "chain-cut"; }));
    book.resume("number 2 was entered again by hand", act());
    CHECK(book.reserve(request("b"), act()).number == 2);
}

TEST_CASE("a server out of reach is a temporary fault, and its password is not written on the command line") {
    CHECK(code_of([] { Register book("postgresql:///x?host=/nowhere/at/all"); }) == "register-unreachable");
    CHECK(code_of([] { Register book("postgresql://u:secret@localhost/x"); }) == "password-shown");
    CHECK(code_of([] { Register book("postgresql://localhost/x?no=such"); }) == "bad-connection");
}
