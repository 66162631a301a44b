// SPDX-License-Identifier: Apache-2.0
// Things are handed on in order, whichever is made first; a failure ends it for all threads.
#include "lib/base/in_order.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <thread>

using namespace saoy;

namespace {

void run(int threads, std::size_t count, InOrder<std::string>& things,
         const std::function<std::string(std::size_t)>& make, std::atomic<int>& failures) {
    std::atomic<std::size_t> left = count;
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&] {
            for (std::size_t n = left; n > 0;)
                if (left.compare_exchange_weak(n, n - 1)) {
                    try {
                        things.make_next(make);
                    } catch (const std::runtime_error&) {
                        ++failures;
                    }
                    n = left;
                }
        });
    for (std::thread& thread : running) thread.join();
}

}  // namespace

TEST_CASE("things made at the same time are handed on in order, the slow first one too") {
    std::vector<std::string> taken;
    InOrder<std::string> things([&](std::size_t i, std::string&& thing) {
        CHECK(i == taken.size());
        taken.push_back(std::move(thing));
    });
    std::atomic<int> others = 0, failures = 0;
    // the first is made only when as many others wait as are kept
    run(
        4, 1000, things,
        [&](std::size_t i) {
            while (i == 0 && others < 31) std::this_thread::yield();
            if (i > 0) ++others;
            return std::to_string(i);
        },
        failures);
    REQUIRE(taken.size() == 1000);
    CHECK(taken[999] == "999");
    CHECK(failures == 0);
}

TEST_CASE("nothing is handed on after a failure, and no thread waits for what will not come") {
    std::vector<std::string> taken;
    InOrder<std::string> things([&](std::size_t, std::string&& thing) { taken.push_back(std::move(thing)); });
    std::atomic<int> others = 0, failures = 0;
    run(
        4, 200, things,
        [&](std::size_t i) -> std::string {
            if (i == 5) {
                while (others < 31) std::this_thread::yield();
                throw std::runtime_error("broken");
            }
            if (i > 5) ++others;
            return std::to_string(i);
        },
        failures);
    CHECK(taken.size() == 5);
    CHECK(failures == 1);
}
