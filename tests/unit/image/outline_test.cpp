// SPDX-License-Identifier: Apache-2.0
// Sheets on a desk or on a glass, and pages that fill the picture.
#include "lib/image/outline.hpp"

#include <random>

#include "lib/image/warp.hpp"
#include "tests/unit/image/pages.hpp"

namespace saoy::image::test {

namespace {

bool inside(const Quad& quad, double x, double y) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Point &a = quad[i], &b = quad[(i + 1) % 4];
        if ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) < 0) return false;
    }
    return true;
}

// A sheet with rows of print on a grainy ground, 400 x 500.
Pix picture(const Quad& sheet, int ground, int paper, int grain) {
    std::mt19937 random(7);
    Pix pix = owned(pixCreate(400, 500, 8));
    for (int y = 0; y < 500; ++y)
        for (int x = 0; x < 400; ++x) {
            const int wavering = int(random() % unsigned(grain + 1)) - grain / 2;
            const bool on = inside(sheet, x + 0.5, y + 0.5);
            const bool print =
                on && y % 12 < 3 && x % 9 < 6 && inside(sheet, x - 30, y - 30) && inside(sheet, x + 30, y + 30);
            pixSetPixel(pix.get(), x, y, l_uint32(std::clamp((print ? 40 : on ? paper : ground) + wavering, 0, 255)));
        }
    return pix;
}

void check_found(const Quad& sheet, int ground, int paper, int grain) {
    INFO("ground " << ground << ", paper " << paper);
    const auto found = find_outline(colours_of(picture(sheet, ground, paper, grain)));
    REQUIRE(found);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(found->quad[i].x == Approx(sheet[i].x).margin(1.5));
        CHECK(found->quad[i].y == Approx(sheet[i].y).margin(1.5));
    }
}

const Quad aslant{{{70, 60}, {330, 40}, {350, 440}, {40, 460}}};
const Quad turned{{{100, 60}, {340, 100}, {290, 400}, {50, 360}}};

}  // namespace

TEST_CASE("A sheet's corners are found on dark, grey and light grounds") {
    for (const Quad& sheet : {aslant, turned}) {
        check_found(sheet, 20, 240, 6);
        check_found(sheet, 110, 235, 30);
        check_found(sheet, 225, 245, 2);
        check_found(sheet, 250, 215, 2);  // a tinted paper under a white lid
    }
}

TEST_CASE("A card ends at its edge, not at the dark picture beside it") {
    const Quad card{{{100, 150}, {300, 150}, {300, 280}, {100, 280}}};
    for (const int beside : {7, 8, 9}) {
        INFO(beside);
        Pix pix = picture(card, 205, 190, 0);
        for (int y = 170; y < 250; ++y)
            for (int x = 100 + beside; x < 150; ++x) pixSetPixel(pix.get(), x, y, 90);
        const Pix soft = owned(pixBlockconv(pix.get(), 1, 1));
        const auto found = find_outline(colours_of(soft));
        REQUIRE(found);
        for (std::size_t i = 0; i < 4; ++i) CHECK(found->quad[i].x == Approx(card[i].x).margin(1.5));
    }
}

TEST_CASE("A page that fills the picture has no outline, with or without a printed frame") {
    const Quad all{{{-10, -10}, {410, -10}, {410, 510}, {-10, 510}}};
    CHECK_FALSE(find_outline(colours_of(picture(all, 0, 240, 6))));
    Pix framed = picture(all, 0, 240, 4);
    for (int y = 15; y < 485; ++y)
        for (int x = 15; x < 385; ++x)
            if (x < 20 || y < 20 || x > 379 || y > 479) pixSetPixel(framed.get(), x, y, 60);
    CHECK_FALSE(find_outline(colours_of(framed)));
    CHECK(ground_around(colours_of(framed)).faintly == 0);
    CHECK(ground_around(colours_of(picture(aslant, 20, 240, 6))).clearly == 4);
}

TEST_CASE("A coloured sheet under a lid as light as itself is found by its hue") {
    Pix lid = owned(pixCreate(400, 500, 32));
    for (int y = 0; y < 500; ++y)
        for (int x = 0; x < 400; ++x) {
            const bool on = inside(turned, x + 0.5, y + 0.5);
            pixSetRGBPixel(lid.get(), x, y, on ? 250 : 232, on ? 230 : 238, on ? 205 : 236);
        }
    const auto found = find_outline(colours_of(lid));
    REQUIRE(found);
    for (std::size_t i = 0; i < 4; ++i) CHECK(found->quad[i].x == Approx(turned[i].x).margin(1.5));
}

TEST_CASE("Print that stands alone on a page is no sheet on a lid") {
    const Quad all{{{-10, -10}, {410, -10}, {410, 510}, {-10, 510}}};
    for (const bool bars : {true, false}) {  // a patch code; a frame around nothing, a little aslant
        Pix page = picture(all, 0, 245, 2);
        for (int y = 0; y < 500; ++y)
            for (int x = 0; x < 400; ++x) {
                const int row = y - x / 40;
                const bool frame = inside({{{60, 100}, {340, 100}, {340, 300}, {60, 300}}}, x, row) &&
                                   !inside({{{63, 103}, {337, 103}, {337, 297}, {63, 297}}}, x, row);
                const bool bar = x > 40 && x < 360 && y > 30 && y < 70 && y % 8 < 5;
                pixSetPixel(page.get(), x, y, (bars ? bar : frame) ? 30 : 245);
            }
        CHECK_FALSE(find_outline(colours_of(page)));
    }
}

TEST_CASE("A folded corner is missed and measured; the corner itself is where the sides meet") {
    Pix folded = picture(turned, 30, 240, 4);
    for (int y = 0; y < 500; ++y)
        for (int x = 0; x < 400; ++x)
            if ((x - 100) + (y - 60) < 40 && x < 200 && y < 200) pixSetPixel(folded.get(), x, y, 30);
    const auto found = find_outline(colours_of(folded));
    REQUIRE(found);
    CHECK(found->quad[0].x == Approx(100).margin(2));
    CHECK(found->quad[0].y == Approx(60).margin(2));
    CHECK(found->missing[0] > 20);
    CHECK(found->missing[2] < 6);
}

TEST_CASE("Warping by a quarter turn moves every pixel to its place") {
    const Pix source = checks(60, 40);
    const Pix grey = to_grey(source);
    Geometry geometry{90, 0};
    const PageMap map(geometry, 60, 40, 40, 60);
    const Pix drawn = warped(grey, map.back(), 40, 60);
    const Pix turned_pix = owned(pixRotate90(grey.get(), 1));
    l_int32 same = 0;
    pixEqual(drawn.get(), turned_pix.get(), &same);
    CHECK(same == 1);
}

TEST_CASE("Warping stays inside the source at whatever fraction of a pixel its edges fall") {
    const Pix grey = to_grey(checks(60, 40));
    for (double shift = -1.6; shift < 1.6; shift += 0.0007) {
        const Pix drawn = warped(grey, Homography::moving(shift, shift), 62, 42);
        l_uint32 corner = 0, outside = 0;
        pixGetPixel(drawn.get(), 61, 41, &corner);
        pixGetPixel(drawn.get(), 0, 0, &outside);
        if (shift > 0.5) CHECK(corner == 255);
        if (shift < -1.5) CHECK(outside == 255);
    }
}

}  // namespace saoy::image::test
