// SPDX-License-Identifier: Apache-2.0
#include "lib/base/child.hpp"

#include <csignal>

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "lib/base/error.hpp"

using namespace saoy;

TEST_CASE("a child gets its input and gives its output, errors and status") {
    const std::string long_text(300'000, 'x');
    const ChildOutcome echo = run_child({"cat"}, long_text);
    CHECK(echo.ok());
    CHECK(echo.out == long_text);
    const ChildOutcome failing = run_child({"sh", "-c", "echo no >&2; exit 7"});
    CHECK(failing.status == 7);
    CHECK(failing.err == "no\n");
    CHECK_FALSE(failing.ok());
}

TEST_CASE("a program that is not there is named") {
    CHECK_THROWS_WITH(run_child({"saoy-no-such-program"}), Catch::Contains("saoy-no-such-program"));
}

TEST_CASE("a child that hangs, eats memory, burns time or floods is ended") {
    ChildLimits limits;
    limits.wall = std::chrono::milliseconds(200);
    CHECK(run_child({"sleep", "30"}, {}, limits).timed_out);

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // see child.cpp: no such limit there
    limits = {};
    limits.memory_bytes = 64 << 20;
    CHECK_FALSE(
        run_child({"sh", "-c", "x=$(head -c 200000000 /dev/zero | tr '\\0' x); test ${#x} -gt 1"}, {}, limits).ok());
#endif

    limits = {};
    limits.wall = std::chrono::milliseconds(200);
    CHECK(run_child({"sh", "-c", "exec >&- 2>&-; sleep 30"}, {}, limits).timed_out);

    limits = {};
    limits.cpu_s = 1;
    CHECK(run_child({"sh", "-c", "while :; do :; done"}, {}, limits).signal == SIGKILL);

    limits = {};
    limits.output_bytes = 100'000;
    const ChildOutcome flood = run_child({"yes"}, {}, limits);
    CHECK_FALSE(flood.ok());
    CHECK(flood.out.size() < 400'000);
}

TEST_CASE("children of many threads do not mix their streams") {
    std::vector<std::thread> threads;
    std::vector<std::string> out(8);
    for (std::size_t i = 0; i < out.size(); ++i)
        threads.emplace_back([&, i] { out[i] = run_child({"cat"}, std::string(50'000, char('a' + i))).out; });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < out.size(); ++i) CHECK(out[i] == std::string(50'000, char('a' + i)));
}
