// SPDX-License-Identifier: Apache-2.0
#include "lib/image/seal_rings.hpp"

#include <cmath>

#include "tests/unit/image/pages.hpp"

namespace saoy::image {

namespace {

constexpr double mm = 150 / 25.4;
constexpr double at_x = 700, at_y = 1200, radius = 17 * mm;

bool on_line(double distance, double ring, double wide) { return std::abs(distance - ring + wide / 2) <= wide / 2; }

// A seal of two rings and a disc in the middle; a bar of print runs through it, a signature's stroke out of it.
int sealed(int x, int y, int level) {
    if (std::abs(y - 1150) <= 3 && x > 500 && x < 1000) return 20;
    if (std::abs(y - 1230 - (x - 700) / 4) <= 1 && x > 690 && x < 950) return 20;
    const double far = std::hypot(x - at_x, y - at_y);
    return on_line(far, radius, 4) || on_line(far, 0.62 * radius, 2) || far < 15 ? level : 250;
}

Pix page(const std::function<int(int, int)>& ink) { return pix_of(test::paper(ink)); }

int level(const Pix& pix, int x, int y) {
    l_uint32 value = 0;
    pixGetPixel(pix.get(), x, y, &value);
    return int(value);
}

}  // namespace

TEST_CASE("A round seal is found without its colour, and only a round seal") {
    for (const int ink : {20, 130}) {
        const auto seals = find_seal_rings(page([&](int x, int y) { return sealed(x, y, ink); }), 150);
        REQUIRE(seals.size() == 1);
        CHECK(seals[0].x == Approx(at_x).margin(1.5));
        CHECK(seals[0].y == Approx(at_y).margin(1.5));
        CHECK(seals[0].radius == Approx(radius).margin(1.5));
        CHECK(seals[0].inner.size() >= 1);
    }
    const auto none = [](const std::function<int(int, int)>& ink) { return find_seal_rings(page(ink), 150).empty(); };
    const auto far = [](int x, int y) { return std::hypot(x - at_x, y - at_y); };
    CHECK(none([&](int x, int y) { return far(x, y) < radius ? 20 : 250; }));                            // a disc
    CHECK(none([&](int x, int y) { return on_line(far(x, y), 6 * mm, 3) ? 20 : 250; }));                 // a letter
    CHECK(none([&](int x, int y) { return on_line(far(x, y), 40 * mm, 3) ? 20 : 250; }));                // too large
    CHECK(none([&](int x, int y) { return on_line(far(x, y), radius, 3) && x > y - 500 ? 20 : 250; }));  // a half
    CHECK(none([](int x, int y) {                                                                        // a frame
        const int off = std::max(std::abs(x - 700), std::abs(y - 1200));
        return std::abs(off - 100) <= 2 ? 20 : 250;
    }));
    CHECK(none(
        [](int x, int y) { return y / 12 % 3 == 0 && x / 9 % 7 != 0 && x > 100 && x < 1100 ? 20 : 250; }));  // text
}

TEST_CASE("The outermost ring is found from one within it that is some way aside") {
    const Pix sheet = page([](int x, int y) { return sealed(x, y, 20); });
    const SealRing ring = outermost_ring(sheet, {at_x + 2 * mm, at_y - 2 * mm, radius - 2 * mm, {}}, 150);
    CHECK(ring.x == Approx(at_x).margin(2));
    CHECK(ring.y == Approx(at_y).margin(2));
    CHECK(ring.radius == Approx(radius).margin(2));
}

TEST_CASE("A seal goes that is paler than a line, and no other") {
    Pix pale = page([](int x, int y) { return sealed(x, y, 130); });
    const SealRing seal = find_seal_rings(pale, 150).at(0);
    CHECK_FALSE(take_paler_seal(pale, seal, 120, 20));
    CHECK(level(pale, int(at_x - radius) + 2, 1200) < 140);
    CHECK(take_paler_seal(pale, seal, 20, 20));
    CHECK(level(pale, int(at_x - radius) + 2, 1200) > 230);
}

TEST_CASE("A pale seal turns to paper, of a black one the rings go; print stays") {
    const int on_ring = int(at_x - radius) + 2, inside = 690;
    Pix pale = page([](int x, int y) { return sealed(x, y, 130); });
    take_seal(pale, find_seal_rings(pale, 150).at(0));
    CHECK(level(pale, on_ring, 1200) > 230);
    CHECK(level(pale, inside, 1200) > 230);  // the disc
    CHECK(level(pale, inside, 1150) < 60);   // the bar
    CHECK(level(pale, 900, 1280) < 60);      // the stroke

    Pix black = page([](int x, int y) { return sealed(x, y, 20); });
    take_seal(black, find_seal_rings(black, 150).at(0));
    CHECK(level(black, on_ring, 1200) > 230);
    CHECK(level(black, inside, 1150) < 60);
    CHECK(level(black, 900, 1280) < 60);
}

}  // namespace saoy::image
