// SPDX-License-Identifier: Apache-2.0
// Every fault that `check` is there to find, made on purpose in a copy of the file.
#include <catch2/catch.hpp>
#include <set>

#include "lib/base/error.hpp"
#include "lib/store/register.hpp"

using namespace saoy;
using namespace saoy::store;

namespace {

using Codes = std::multiset<std::string>;

struct Book {
    TemporaryFolder folder;
    Path file = folder.path() / "register.db";

    Book() {
        Register book(file);
        for (const std::string id : {"1", "2", "3"}) {
            Request request;
            request.request_id = id;
            request.agency = "H29.999.99";
            request.book = "SCT/BS";
            request.at = parse_rfc3339("2026-03-05T09:00:00+07:00");
            request.masters_digest = "m" + id;
            book.reserve(request);
            book.finish(id, copy(id), "digest " + id, request.at);
            write_file(copy(id), "digest " + id);
        }
    }
    Path copy(const std::string& id) const { return folder.path() / (id + ".pdf"); }
    void sql(const std::string& text) const {
        REQUIRE(std::system(("sqlite3 '" + file.string() + "' \"" + text + "\"").c_str()) == 0);
    }
    std::vector<Problem> problems() const {
        return Register(file).check([](const Path& path) -> std::optional<std::string> {
            if (!std::filesystem::exists(path)) return std::nullopt;
            return read_file(path);
        });
    }
    Codes codes() const {
        Codes all;
        for (const Problem& problem : problems()) all.insert(problem.code);
        return all;
    }
};

}  // namespace

TEST_CASE("a sound register has no problem") { CHECK(Book().codes().empty()); }

TEST_CASE("a missing and an altered copy are named by number") {
    const Book book;
    std::filesystem::remove(book.copy("1"));
    write_file(book.copy("3"), "other bytes");
    const auto problems = book.problems();
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == "copy-missing");
    CHECK(problems[0].number == 1);
    CHECK(problems[1].code == "copy-altered");
    CHECK(problems[1].number == 3);
}

TEST_CASE("a deleted entry is missed, in the middle and at the end") {
    const Book book;
    book.sql("DROP TRIGGER entry_kept; DELETE FROM entries WHERE number IN (2, 3)");
    CHECK(book.codes() == Codes{"number-missing", "number-missing", "rules-altered"});
}

TEST_CASE("a number given twice is named") {
    const Book book;
    book.sql(
        "DROP INDEX entry_number; DROP TRIGGER entry_written; DROP TRIGGER entry_final;"
        "UPDATE entries SET number = 2 WHERE number = 3");
    CHECK(book.codes() == Codes{"number-missing", "number-twice", "rules-altered"});
}

TEST_CASE("a counter turned back is named") {
    const Book book;
    book.sql("DROP TRIGGER book_counts; UPDATE books SET next = 2");
    CHECK(book.codes() == Codes{"counter-wrong", "rules-altered"});
}

TEST_CASE("an entry in the wrong year is named") {
    const Book book;
    book.sql("DROP TRIGGER entry_written; DROP TRIGGER entry_final; UPDATE entries SET at = 0 WHERE number = 1");
    CHECK(book.codes() == Codes{"rules-altered", "year-wrong"});
}

TEST_CASE("a number that waits for its copy is told") {
    const Book book;
    {
        Register open(book.file);
        Request request;
        request.request_id = "4";
        request.agency = "H29.999.99";
        request.book = "SCT/BS";
        request.at = parse_rfc3339("2026-03-06T09:00:00+07:00");
        request.masters_digest = "m4";
        open.reserve(request);
    }
    CHECK(book.codes() == Codes{"reserved-unfinished"});
}

TEST_CASE("a book row taken away is told") {
    const Book book;
    book.sql("DROP TRIGGER book_kept; DELETE FROM books");
    CHECK(book.codes() == Codes{"book-missing", "rules-altered"});
}
