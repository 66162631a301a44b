// SPDX-License-Identifier: Apache-2.0
// The register's promises, one by one.
#include "lib/store/register.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;
using namespace saoy::store;

namespace {

Request request(const std::string& id, const std::string& at = "2026-03-05T09:00:00+07:00") {
    Request made;
    made.request_id = id;
    made.agency = "H29.999.99";
    made.book = "SCT/BS";
    made.at = parse_rfc3339(at);
    made.masters_digest = "masters of " + id;
    made.dossier = "dossier-" + id;
    made.paper = "p1";
    made.paper_name = "Giấy khai sinh";
    made.requester = "Nguyễn Văn An";
    made.official = "Trần Thị Bình, Phó Chủ tịch";
    made.pages = 3;
    made.fee = 5000;
    return made;
}

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

}  // namespace

TEST_CASE("numbers run from 1 in each year, book and agency") {
    const TemporaryFolder folder;
    Register book(folder.path() / "register.db");
    CHECK(book.reserve(request("a")).number == 1);
    CHECK(book.reserve(request("b")).number == 2);
    // 2026-12-31 17:00 UTC is New Year in Vietnam.
    CHECK(book.reserve(request("c", "2026-12-31T23:59:59+07:00")).number == 3);
    const Entry next_year = book.reserve(request("d", "2026-12-31T17:00:00Z"));
    CHECK(next_year.year == 2027);
    CHECK(next_year.number == 1);
    auto other_book = request("e");
    other_book.book = "SCT/CKND";
    CHECK(book.reserve(other_book).number == 1);
    auto other_agency = request("f");
    other_agency.agency = "H29.999.98";
    CHECK(book.reserve(other_agency).number == 1);
}

TEST_CASE("the same request gets the same number, a second request for the same original none") {
    const TemporaryFolder folder;
    Register book(folder.path() / "register.db");
    const Entry first = book.reserve(request("a"));
    CHECK(book.reserve(request("a")).number == first.number);
    auto second = request("b");
    second.masters_digest = first.masters_digest;
    CHECK(code_of([&] { book.reserve(second); }) == "already-certified");
    auto changed = request("a");
    changed.masters_digest = "other";
    CHECK(code_of([&] { book.reserve(changed); }) == "request-changed");
    CHECK(book.reserve(request("c")).number == 2);  // neither failure took a number
}

TEST_CASE("everything of a request comes back") {
    const TemporaryFolder folder;
    const Register empty(folder.path() / "empty.db");
    CHECK_FALSE(empty.find("a"));
    Register book(folder.path() / "register.db");
    book.reserve(request("a"));
    book.finish("a", folder.path() / "a.pdf", "d1", parse_rfc3339("2026-03-05T10:00:00+07:00"));
    const auto entry = book.find("a");
    REQUIRE(entry);
    CHECK(entry->state == Entry::State::issued);
    CHECK(entry->paper_name == "Giấy khai sinh");
    CHECK(entry->official == "Trần Thị Bình, Phó Chủ tịch");
    CHECK(entry->pages == 3);
    CHECK(entry->fee == 5000);
    CHECK(entry->copy_path == (folder.path() / "a.pdf").string());
    CHECK(rfc3339(*entry->issued_at) == "2026-03-05T10:00:00+07:00");
    CHECK(book.find_by_copy("d1")->request_id == "a");
    CHECK_FALSE(book.find_by_copy("d2"));
}

TEST_CASE("an issued entry is final; finishing again with the same copy is not a fault") {
    const TemporaryFolder folder;
    Register book(folder.path() / "register.db");
    const Time at = parse_rfc3339("2026-03-05T10:00:00+07:00");
    book.reserve(request("a"));
    book.finish("a", "/x/a.pdf", "d1", at);
    book.finish("a", "/x/a.pdf", "d1", at);
    CHECK(code_of([&] { book.finish("a", "/x/a.pdf", "d2", at); }) == "entry-final");
    CHECK(code_of([&] { book.finish("nobody", "/x/a.pdf", "d2", at); }) == "no-such-entry");
    CHECK(code_of([&] { book.make_void("a", "mistake"); }) == "entry-final");
}

TEST_CASE("a void entry keeps its number, and its original may be certified again") {
    const TemporaryFolder folder;
    Register book(folder.path() / "register.db");
    book.reserve(request("a"));
    book.make_void("a", "requester withdrew; Tran Thi Binh");
    book.make_void("a", "requester withdrew; Tran Thi Binh");
    CHECK(code_of([&] { book.reserve(request("a")); }) == "entry-void");
    CHECK(code_of([&] { book.finish("a", "/x", "d", Time{}); }) == "entry-final");
    auto again = request("b");
    again.masters_digest = request("a").masters_digest;
    CHECK(book.reserve(again).number == 2);
    CHECK(book.find("a")->note == "requester withdrew; Tran Thi Binh");
}

TEST_CASE("rows come in order and by filter") {
    const TemporaryFolder folder;
    Register book(folder.path() / "register.db");
    book.reserve(request("z", "2027-01-02T00:00:00+07:00"));
    book.reserve(request("a"));
    book.reserve(request("b"));
    const auto listed = [&](const Filter& filter) {
        std::string ids;
        book.each(filter, [&](const Entry& entry) { ids += entry.request_id; });
        return ids;
    };
    CHECK(listed({}) == "abz");
    CHECK(listed({2026, "", ""}) == "ab");
    CHECK(listed({std::nullopt, "SCT/BS", "dossier-b"}) == "b");
    CHECK(listed({std::nullopt, "SCT/HĐ,GD", ""}).empty());
}

TEST_CASE("the files are private, a foreign or newer file is refused") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "register.db";
    { Register(file).reserve(request("a")); }
    for (const auto& made : std::filesystem::directory_iterator(folder.path())) {
        struct stat status {};
        REQUIRE(::stat(made.path().c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
    }
    const auto sql = [&](const Path& path, const std::string& text) {
        return std::system(("sqlite3 '" + path.string() + "' \"" + text + "\"").c_str());
    };
    REQUIRE(sql(file, "PRAGMA user_version = 2") == 0);
    CHECK(code_of([&] { Register newer(file); }) == "register-newer");
    REQUIRE(sql(folder.path() / "other.db", "CREATE TABLE t (x)") == 0);
    CHECK(code_of([&] { Register foreign(folder.path() / "other.db"); }) == "not-a-register");
    write_file(folder.path() / "text.db",
               "this is no database, but long enough to have a header of its own\n" + std::string(4096, 'x'));
    CHECK(code_of([&] { Register text(folder.path() / "text.db"); }) == "register-damaged");
    CHECK(code_of([&] { Register nowhere(folder.path() / "no" / "such" / "r.db"); }) == "cannot-write");
}

TEST_CASE("the file itself refuses what the law forbids") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "register.db";
    Register book(file);
    book.reserve(request("a"));
    book.reserve(request("b"));
    book.finish("b", "/x", "d", Time{});
    const auto forbidden = [&](const std::string& text) {
        return std::system(("sqlite3 '" + file.string() + "' \"" + text + "\" 2>/dev/null").c_str()) != 0;
    };
    CHECK(forbidden("DELETE FROM entries WHERE number = 1"));
    CHECK(forbidden("UPDATE entries SET number = 3 WHERE number = 1"));
    CHECK(forbidden("UPDATE entries SET masters_digest = 'x' WHERE number = 1"));
    CHECK(forbidden("UPDATE entries SET requester = 'x' WHERE number = 1"));
    CHECK(forbidden("UPDATE entries SET note = 'x' WHERE number = 2"));
    CHECK(forbidden("UPDATE entries SET state = 'voided' WHERE number = 1"));  // without a reason
    CHECK(forbidden("UPDATE books SET next = 9"));
    CHECK(forbidden("DELETE FROM books"));
    CHECK_FALSE(forbidden("UPDATE entries SET state = 'voided', note = 'why' WHERE number = 1"));
}
