// SPDX-License-Identifier: Apache-2.0
// What an outline tells is measured against sheets of known resolution.
#include "lib/image/sheet_shape.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

TEST_CASE("the least resolution is that of the direction and of the side that show fewest pixels") {
    const Quad straight{Point{10, 20}, Point{10 + 1600, 20}, Point{10 + 1600, 20 + 2200}, Point{10, 20 + 2200}};
    CHECK(image::least_dpi(straight, 8, 11) == Approx(200));
    CHECK(image::least_dpi(straight, 8, 10) == Approx(200));  // 220 down
    CHECK(image::least_dpi(straight, 10, 11) == Approx(160));
    // Seen from below its upper side has 150 pixels an inch, its lower one 200; away from the lens there are fewer
    // still.
    const Quad aslant{Point{200, 0}, Point{1400, 0}, Point{1600, 1900}, Point{0, 1900}};
    CHECK(image::least_dpi(aslant, 8, 11) < 150);
    CHECK(image::least_dpi(aslant, 8, 11) > 100);
}

TEST_CASE("a rectangle is not aslant, however it leans, and a sheet seen from aside is") {
    const Quad leaning{Point{100, 0}, Point{1100, 100}, Point{1000, 1100}, Point{0, 1000}};
    CHECK(image::aslant(leaning) == Approx(0).margin(1e-9));
    CHECK(image::lean_of_sides(leaning) == Approx(5.71).margin(0.01));
    CHECK(image::aslant({Point{200, 0}, Point{1400, 0}, Point{1600, 1900}, Point{0, 1900}}) == Approx(0.25));
}
