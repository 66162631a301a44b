// SPDX-License-Identifier: Apache-2.0
#include "lib/model/profile.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;

TEST_CASE("the fee follows TT 226/2016/TT-BTC") {
    const Fee fee;
    CHECK(fee_for(fee, 1) == 2000);
    CHECK(fee_for(fee, 2) == 4000);
    CHECK(fee_for(fee, 3) == 5000);
    CHECK(fee_for(fee, 500) == 200000);
}

TEST_CASE("a blank that nothing fills is an error, braces of plain text are not") {
    CHECK(fill_blanks("Số {number}/{year}", {{"number", "01"}, {"year", "2026"}}) == "Số 01/2026");
    CHECK(fill_blanks("không { đóng", {}) == "không { đóng");
    CHECK_THROWS_WITH(fill_blanks("Số {nunber}", {{"number", "01"}}), Catch::Contains("{nunber}"));
}
