// SPDX-License-Identifier: Apache-2.0
// Points on the derived image and where they come from on the master.
#include "lib/model/geometry.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

using namespace saoy;

namespace {

constexpr int width = 2480, height = 3508;  // of the masters

void check_near(Point found, Point wanted, double margin = 1e-6) {
    CHECK(found.x == Approx(wanted.x).margin(margin));
    CHECK(found.y == Approx(wanted.y).margin(margin));
}

PageMap map_of(const Geometry& geometry, double scale = 1) {
    const Size size = derived_size(geometry, width, height);
    return PageMap(geometry, width, height, size.width * scale, size.height * scale);
}

}  // namespace

TEST_CASE("Quarter turns keep the corners") {
    const Point top_left{0, 0}, bottom_right{width, height};
    check_near(map_of({0, 0}).to_derived(top_left), {0, 0});
    check_near(map_of({90, 0}).to_derived(top_left), {height, 0});
    check_near(map_of({180, 0}).to_derived(top_left), {width, height});
    check_near(map_of({270, 0}).to_derived(top_left), {0, width});
    check_near(map_of({90, 0}).to_derived(bottom_right), {0, width});
    CHECK(derived_size({90, 0}, width, height).width == height);
    CHECK(derived_size({180, 0}, width, height).width == width);
}

TEST_CASE("A page that leans clockwise is turned back about its middle") {
    const PageMap map = map_of({0, 2});
    check_near(map.to_derived(Point{width / 2.0, height / 2.0}), {width / 2.0, height / 2.0});
    // on a page that leans clockwise the right end of a line is lower; straight, it is as high as the middle
    const double drop = 1000 * std::sin(2 * 3.14159265358979 / 180),
                 reach = 1000 * std::cos(2 * 3.14159265358979 / 180);
    check_near(map.to_derived(Point{width / 2.0 + reach, height / 2.0 + drop}), {width / 2.0 + 1000, height / 2.0}, 1e-3);
}

TEST_CASE("A crop begins at its own corner, and a smaller image has smaller pixels") {
    Geometry geometry{0, 0};
    geometry.crop = Box{100, 200, 1000, 500};
    check_near(map_of(geometry).to_derived(Point{100, 200}), {0, 0});
    check_near(map_of(geometry, 0.5).to_derived(Point{1100, 700}), {500, 250});
    CHECK(map_of(geometry, 0.5).to_derived(Box{200, 300, 40, 20}) == Box{50, 50, 20, 10});
    const Quad word = map_of(geometry, 0.5).to_master(Box{50, 50, 20, 10});
    check_near(word[0], {200, 300});
    check_near(word[2], {240, 320});
}

TEST_CASE("Perspective puts the outline's corners into the corners of the flat image") {
    Geometry geometry{90, 0};
    geometry.perspective = Perspective{{{{300, 250}, {2200, 180}, {2400, 3300}, {120, 3100}}}, 2000, 2800};
    const PageMap map = map_of(geometry);
    const Quad& outline = geometry.perspective->outline;
    check_near(map.to_derived(outline[0]), {2800, 0}, 1e-6);
    check_near(map.to_derived(outline[1]), {2800, 2000}, 1e-6);
    check_near(map.to_derived(outline[2]), {0, 2000}, 1e-6);
    check_near(map.to_derived(outline[3]), {0, 0}, 1e-6);
}

TEST_CASE("Every derived point comes back to where it was") {
    std::mt19937 random(5);
    const auto between = [&](double low, double high) {
        return low + (high - low) * double(random()) / double(std::mt19937::max());
    };
    for (int round = 0; round < 200; ++round) {
        Geometry geometry{int(random() % 4) * 90, between(-15, 15)};
        if (round % 2 == 0)
            geometry.perspective = Perspective{{{{between(0, 600), between(0, 600)},
                                                 {between(1900, width), between(0, 600)},
                                                 {between(1900, width), between(2900, height)},
                                                 {between(0, 600), between(2900, height)}}},
                                               1700,
                                               2400};
        if (round % 3 == 0) geometry.crop = Box{50, 80, 1200, 900};
        const PageMap map = map_of(geometry, between(0.3, 1));
        const Point on_page{between(200, 1000), between(200, 800)};
        check_near(map.to_derived(map.to_master(on_page)), on_page, 1e-6);
    }
}

TEST_CASE("A quadrilateral without extent is refused") {
    CHECK_THROWS(Homography::flattening({{{0, 0}, {1, 1}, {2, 2}, {3, 3}}}, 10, 10));
    CHECK(area({{{0, 0}, {4, 0}, {4, 3}, {0, 3}}}) == Approx(12));
}
