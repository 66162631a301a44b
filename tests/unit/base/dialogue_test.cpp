// SPDX-License-Identifier: Apache-2.0
#include "lib/base/dialogue.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "lib/base/error.hpp"

using namespace saoy;

namespace {

void nothing() {}
constexpr std::chrono::seconds patience{60};

}  // namespace

TEST_CASE("a child is talked with, line by line and byte by byte") {
    Dialogue cat({"cat"}, {}, patience, nothing);
    cat.say("one");
    CHECK(cat.line() == "one");
    cat.say("two\n12345");
    CHECK(cat.line() == "two");
    CHECK(cat.bytes(3) == "123");
    CHECK(cat.line() == "45");
    CHECK(cat.end().ok());
}

TEST_CASE("a child that nothing more is said to ends by itself") {
    Dialogue cat({"cat"}, {}, patience, nothing);
    cat.say("last");
    cat.hang_up();
    CHECK(cat.line() == "last");
    CHECK_FALSE(cat.line());
    CHECK(cat.end().ok());
}

TEST_CASE("a child that falls silent is ended, also when it prints complaints") {
    Dialogue silent({"sh", "-c", "echo here; while :; do echo busy >&2; sleep 0.05; done"}, {},
                    std::chrono::milliseconds(1500), nothing);
    CHECK(silent.line() == "here");
    CHECK_FALSE(silent.line());
    const ChildOutcome outcome = silent.end();
    CHECK(outcome.timed_out);
    CHECK(outcome.signal == SIGKILL);
}

TEST_CASE("how a child ended is told after its last line") {
    Dialogue failing({"sh", "-c", "echo last; exit 7"}, {}, patience, nothing);
    CHECK(failing.line() == "last");
    CHECK_FALSE(failing.line());
    CHECK(failing.end().status == 7);
    Dialogue broken({"sh", "-c", "kill -SEGV $$"}, {}, patience, nothing);
    CHECK_FALSE(broken.line());
    CHECK(broken.end().signal == SIGSEGV);
}

TEST_CASE("a flood is ended, and who waits can be called away") {
    ChildLimits limits;
    limits.output_bytes = 100'000;
    Dialogue flood({"sh", "-c", "head -c 10000000 /dev/zero; sleep 60"}, limits, patience, nothing);
    CHECK_FALSE(flood.line());
    CHECK_FALSE(flood.end().timed_out);

    Dialogue waiting({"cat"}, {}, patience, [] { throw Error(Fault::interrupted, "interrupted", "stop"); });
    CHECK_THROWS_AS(waiting.line(), Error);
}
