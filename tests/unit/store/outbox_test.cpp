// SPDX-License-Identifier: Apache-2.0
// The outbox: one message id a package, due again after a failure, quiet after its receipt.

#include "tests/support/registers.hpp"

using namespace saoy;
using namespace saoy::store;
using namespace saoy::test;

namespace {

const Time noon = parse_rfc3339("2026-03-05T12:00:00+07:00");

OutboxRow row(const std::string& id, const std::string& digest) {
    OutboxRow made;
    made.message_id = id;
    made.dossier = "/work/d1";
    made.package = "/work/d1/submission/package.zip";
    made.package_digest = digest;
    made.next_attempt = noon;
    return made;
}

}  // namespace

TEMPLATE_TEST_CASE("the same package keeps its first message id", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    CHECK(book.enqueue(row("m1", "d1")).message_id == "m1");
    CHECK(book.enqueue(row("m2", "d1")).message_id == "m1");
    CHECK(book.enqueue(row("m3", "d2")).message_id == "m3");
    CHECK(book.find_message("/work/d1")->message_id == "m3");
    CHECK_FALSE(book.find_message("/work/d2"));
    CHECK_THROWS_AS(book.enqueue(row("m1", "d9")), Error);  // an id is never used for two packages
}

TEMPLATE_TEST_CASE("a failure waits, a receipt ends it", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    book.enqueue(row("m1", "d1"));
    CHECK(book.due(noon - std::chrono::seconds(1)).empty());
    REQUIRE(book.due(noon).size() == 1);
    book.failed("m1", "gateway says 503", noon + std::chrono::minutes(1));
    CHECK(book.due(noon).empty());
    const auto waiting = book.due(noon + std::chrono::minutes(1));
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].attempts == 1);
    CHECK(waiting[0].last_error == "gateway says 503");
    book.acknowledged("m1", "r1");
    book.acknowledged("m1", "r1");
    CHECK(book.due(noon + std::chrono::hours(99)).empty());
    CHECK(book.find_message("/work/d1")->receipt_id == "r1");
    CHECK_THROWS_AS(book.acknowledged("m1", "r2"), Error);
    book.failed("m1", "late news of a lost attempt", noon);  // changes nothing
    CHECK(book.due(noon + std::chrono::hours(99)).empty());
    CHECK_THROWS_AS(book.acknowledged("nobody", "r1"), Error);
    CHECK_THROWS_AS(book.failed("nobody", "why", noon), Error);
}

TEMPLATE_TEST_CASE("a newer package of a dossier takes the place of one that was not acknowledged", "", OnFile,
                   OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    book.enqueue(row("m1", "d1"));
    book.acknowledged("m1", "r1");
    book.enqueue(row("m2", "d2"));
    book.enqueue(row("m3", "d3"));
    const auto waiting = book.due(noon);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].message_id == "m3");
    book.acknowledged("m2", "r2");  // its receipt may still come
    CHECK(book.enqueue(row("m4", "d1")).receipt_id == "r1");
}

TEMPLATE_TEST_CASE("a refused message is kept and told until its day comes", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    const Time tomorrow = noon + std::chrono::hours(24);
    book.enqueue(row("m1", "d1"));
    CHECK(book.refused(noon).empty());
    book.failed("m1", "gateway says 422", tomorrow, true);
    CHECK(book.due(noon).empty());
    REQUIRE(book.refused(noon).size() == 1);
    CHECK(book.refused(noon)[0].last_error == "gateway says 422");
    CHECK(book.refused(noon)[0].refused);
    CHECK(book.refused(tomorrow).empty());
    CHECK(book.due(tomorrow).size() == 1);
    book.failed("m1", "gateway says 503", tomorrow + std::chrono::minutes(1));  // another attempt, another answer
    CHECK(book.refused(tomorrow).empty());
    book.failed("m1", "gateway says 422", tomorrow, true);
    book.acknowledged("m1", "r1");
    CHECK(book.refused(noon).empty());
}

TEMPLATE_TEST_CASE("one process at a time has a turn, on whichever computer", "", OnFile, OnServer) {
    const TestType place;
    const Register here(place.location, Open::create), there(place.location);
    auto turn = here.take_turn("drain");
    REQUIRE(turn);
    CHECK_FALSE(there.take_turn("drain"));
    CHECK(there.take_turn("other"));
    turn.reset();
    CHECK(there.take_turn("drain"));
}
