// SPDX-License-Identifier: Apache-2.0
#include "lib/base/pool.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

TEST_CASE("what is added is lent when no other is free, and what is taken is lent no more") {
    int made = 0;
    Pool<int> pool([&] { return std::make_unique<int>(++made); });
    { CHECK(*pool.borrow() == 1); }
    pool.add(std::make_unique<int>(7));
    const auto first = pool.borrow();
    CHECK(*first == 1);
    {
        const auto second = pool.borrow();
        CHECK(*second == 7);
        CHECK(pool.take_free().empty());
    }
    const auto taken = pool.take_free();
    REQUIRE(taken.size() == 1);
    CHECK(*taken.front() == 7);
    CHECK(*pool.borrow() == 2);
}
