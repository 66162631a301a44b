// SPDX-License-Identifier: Apache-2.0
#include "lib/base/clock.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "lib/base/error.hpp"

using namespace saoy;

TEST_CASE("times are written in Vietnam's zone and read in any") {
    const Time time = parse_rfc3339("2026-12-31T17:00:00Z");
    CHECK(rfc3339(time) == "2027-01-01T00:00:00+07:00");
    CHECK(parse_rfc3339("2027-01-01T00:00:00+07:00") == time);
    CHECK(parse_rfc3339("2026-12-31T12:00:00-05:00") == time);
    CHECK(vietnam_time(time).year == 2027);
    CHECK(vietnam_time(time - std::chrono::seconds(1)).year == 2026);
}

TEST_CASE("what is not a time is refused") {
    for (const char* text : {"", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00",
                             "2026-01-01T25:00:00Z", "2026-01-01T00:00:00+99:00"})
        CHECK_THROWS_AS(parse_rfc3339(text), Error);
}

TEST_CASE("random ids are version 4 UUIDs and differ") {
    RandomIds ids;
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const std::string id = ids.uuid();
        CHECK(id.size() == 36);
        CHECK(id[14] == '4');
        CHECK(seen.insert(id).second);
    }
}
