// SPDX-License-Identifier: Apache-2.0
#include "lib/image/rules.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace saoy::image {

namespace {

Component square(int left, int top, int width, int height) {
    Component spot;
    spot.box = {left, top, width, height};
    spot.area = width * height;
    return spot;
}

int leaders(const std::vector<Component>& spots) {
    const auto marked = find_leaders(spots, 200);
    return int(std::count(marked.begin(), marked.end(), true));
}

void fill(const Pix& pix, int left, int top, int width, int height) {
    for (int y = top; y < top + height; ++y)
        for (int x = left; x < left + width; ++x) pixSetPixel(pix.get(), x, y, 1);
}

bool is_ink(const Pix& pix, int x, int y) {
    l_uint32 value = 0;
    pixGetPixel(pix.get(), x, y, &value);
    return value != 0;
}

}  // namespace

TEST_CASE("six dots or dashes at one pitch are a leader, fewer or irregular ones are not") {
    std::vector<Component> spots;
    for (int i = 0; i < 5; ++i) spots.push_back(square(20 + 8 * i, 40, 3, 3));
    CHECK(leaders(spots) == 0);
    spots.push_back(square(60, 40, 3, 3));
    CHECK(leaders(spots) == 6);
    // the row sinks slowly, with a hole where a word covers it and one spot of another size
    for (int i = 0; i < 30; ++i)
        if (i < 12 || i > 17) spots.push_back(square(20 + 9 * i, 100 + i / 10, 3, 3));
    spots.push_back(square(20 + 9 * 14 + 3, 99, 5, 5));
    CHECK(leaders(spots) == 6 + 24);
    for (const int x : {20, 31, 58, 66, 91, 99, 130, 137, 171, 200, 207, 240}) spots.push_back(square(x, 160, 3, 3));
    CHECK(leaders(spots) == 6 + 24);
    for (int i = 0; i < 10; ++i) spots.push_back(square(20 + 20 * i, 200, 12, 2));
    CHECK(leaders(spots) == 6 + 24 + 10);
}

TEST_CASE("rules go, what crosses them stays") {
    Pix page = owned(pixCreate(400, 300, 1));
    fill(page, 20, 100, 360, 3);  // an underline
    fill(page, 200, 60, 3, 60);   // a stroke through it
    fill(page, 300, 80, 20, 20);  // a letter that stands on it
    fill(page, 30, 200, 40, 40);  // a dark area
    const Rules rules = take_rules(page, 150);
    REQUIRE(rules.across.size() == 1);
    CHECK(rules.across[0] == Box{20, 100, 360, 3});
    CHECK(rules.down.size() == 1);  // 60 pixels are 10 mm: as long as a rule may be
    CHECK_FALSE(is_ink(page, 50, 101));
    CHECK(is_ink(page, 310, 90));
    CHECK(is_ink(page, 50, 220));
}

TEST_CASE("a stroke of a letter over a rule is whole afterwards") {
    Pix page = owned(pixCreate(400, 300, 1));
    fill(page, 20, 100, 360, 3);
    fill(page, 200, 85, 3, 30);
    CHECK(take_rules(page, 150).down.empty());
    for (int y = 85; y < 115; ++y) CHECK(is_ink(page, 201, y));
}

TEST_CASE("the sides of a row of boxes for digits are rules, a letter of that height is none") {
    Pix page = owned(pixCreate(600, 200, 1));
    fill(page, 20, 50, 400, 2);
    fill(page, 20, 80, 400, 2);
    for (int i = 0; i <= 10; ++i) fill(page, 20 + 40 * i, 50, 2, 32);
    fill(page, 500, 50, 4, 30);
    const Rules rules = take_rules(page, 150);
    CHECK(rules.across.size() == 2);
    CHECK(rules.down.size() == 11);
    CHECK_FALSE(is_ink(page, 21, 65));
    CHECK(is_ink(page, 501, 65));
}

}  // namespace saoy::image
