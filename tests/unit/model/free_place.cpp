// SPDX-License-Identifier: Apache-2.0
#include "lib/model/free_place.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace saoy;

namespace {

constexpr double dpi = 100;
int pixels(double mm) { return int(std::lround(mm * dpi / 25.4)); }

Raster a4(int paper) {
    Raster page;
    page.width = pixels(210), page.height = pixels(297), page.dpi = dpi;
    page.samples.assign(std::size_t(page.width) * std::size_t(page.height), std::uint8_t(paper));
    return page;
}

void mark(Raster& page, const Area& area, int grey) {
    for (int y = pixels(area.top); y < std::min(page.height, pixels(area.top + area.height)); ++y)
        for (int x = pixels(area.left); x < std::min(page.width, pixels(area.left + area.width)); ++x)
            page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)] = std::uint8_t(grey);
}

// Whether every pixel within `margin` of the place has the paper's grey.
bool untouched(const Raster& page, const Area& place, double margin, int paper) {
    for (int y = pixels(place.top - margin); y < pixels(place.top + place.height + margin); ++y)
        for (int x = pixels(place.left - margin); x < pixels(place.left + place.width + margin); ++x)
            if (page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)] != paper) return false;
    return true;
}

}  // namespace

TEST_CASE("an empty page gives its lower right corner") {
    const auto place = free_place(a4(255), {120, 60});
    REQUIRE(place);
    CHECK(place->left + place->width == Approx(202).margin(1.5));
    CHECK(place->top + place->height == Approx(289).margin(1.5));
}

TEST_CASE("a full page and a page that is too small give nothing") {
    Raster page = a4(255);
    for (double y = 10; y < 290; y += 8) mark(page, {20, y, 170, 3}, 0);
    CHECK_FALSE(free_place(page, {120, 60}));
    CHECK_FALSE(free_place(a4(255), {205, 60}));
    CHECK_FALSE(free_place(Raster{}, {1, 1}));
}

TEST_CASE("a pale stamp is not covered") {
    Raster page = a4(250);
    mark(page, {150, 230, 36, 36}, 220);
    const auto place = free_place(page, {120, 60});
    REQUIRE(place);
    CHECK(untouched(page, *place, 2, 250));
}

TEST_CASE("noise of a scan leaves the page free; dots in company and larger ones do not") {
    const auto speckled = [](double distance, double side) {
        Raster page = a4(255);
        for (double y = 5; y < 292; y += distance)
            for (double x = 5; x < 205; x += distance) mark(page, {x, y, side, side}, 0);
        return page;
    };
    CHECK(free_place(speckled(12, 0.4), {120, 60}));
    CHECK_FALSE(free_place(speckled(12, 1), {120, 60}));
    CHECK_FALSE(free_place(speckled(3, 0.4), {120, 60}));

    // A dotted line to write on.
    Raster page = a4(255);
    for (double x = 20; x < 190; x += 2) mark(page, {x, 200, 0.4, 0.4}, 0);
    const auto place = free_place(page, {120, 60});
    REQUIRE(place);
    CHECK(untouched(page, *place, 2, 255));
    CHECK(free_place(page, {120, 100})->top + 100 < 200);
}

TEST_CASE("the place never comes near ink, wherever the ink is") {
    std::mt19937 random(7);
    int found = 0;
    for (int round = 0; round < 60; ++round) {
        Raster page = a4(240);
        for (int i = 0; i < 6; ++i)
            mark(page, {double(random() % 200), double(random() % 290), 1.0 + random() % 40, 1.0 + random() % 20},
                 int(random() % 215));
        const auto place = free_place(page, {90, 50});
        if (!place) continue;
        ++found;
        CHECK(untouched(page, *place, 2, 240));
        CHECK(place->left >= 8);
        CHECK(place->left + place->width <= 202);
    }
    CHECK(found > 20);
}
