// SPDX-License-Identifier: Apache-2.0
#include "lib/base/pool.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <optional>
#include <stdexcept>
#include <thread>

using namespace saoy;

TEST_CASE("one more is lent when no other is free, and what is taken is lent no more") {
    int made = 0;
    Pool<int> pool([&] { return std::make_unique<int>(++made); });
    { CHECK(*pool.borrow() == 1); }
    pool.make_one_more();
    const auto first = pool.borrow();
    CHECK(*first == 1);
    {
        const auto second = pool.borrow();
        CHECK(*second == 2);
        CHECK(pool.take_free().empty());
    }
    const auto taken = pool.take_free();
    REQUIRE(taken.size() == 1);
    CHECK(*taken.front() == 2);
    CHECK(*pool.borrow() == 3);
}

TEST_CASE("who wants one more than there may be waits until one comes back, is broken or is taken away") {
    std::atomic<int> made = 0;
    Pool<int> pool([&] { return std::make_unique<int>(++made); }, 1);
    for (const bool broken : {false, true}) {
        std::optional<Pool<int>::Loan> only(pool.borrow());
        std::atomic<bool> has_it = false;
        std::thread other([&] {
            const auto loan = pool.borrow();
            has_it = true;
        });
        pool.make_one_more();
        CHECK_FALSE(has_it);
        if (broken) only->discard();
        only.reset();
        other.join();
        CHECK(has_it);
        CHECK(made == (broken ? 2 : 1));
    }
    CHECK(pool.take_free().size() == 1);
    CHECK(*pool.borrow() == 3);
}

TEST_CASE("what could not be made takes nobody's place") {
    bool possible = false;
    Pool<int> pool([&] { return possible ? std::make_unique<int>(1) : throw std::runtime_error("no"); }, 1);
    CHECK_THROWS(pool.borrow());
    CHECK_THROWS(pool.make_one_more());
    possible = true;
    CHECK(*pool.borrow() == 1);
}
