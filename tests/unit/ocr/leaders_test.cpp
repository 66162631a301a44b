// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/leaders.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/ocr/engine.hpp"
#include "tests/unit/ocr/pbm.hpp"

using namespace saoy;

namespace {

Raster white(int width, int height) {
    Raster page;
    page.width = width;
    page.height = height;
    page.dpi = 200;
    page.samples.assign(std::size_t(width) * std::size_t(height), 250);
    return page;
}

void square(Raster& page, int left, int top, int size) {
    for (int y = top; y < top + size; ++y)
        for (int x = left; x < left + size; ++x)
            page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)] = 20;
}

std::string read(const Raster& page) {
    ocr::Engine engine("vie");
    std::string text = plain_text(engine.read(page, std::chrono::milliseconds(0)).text);
    text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
    return text;
}

}  // namespace

TEST_CASE("form lines survive their leaders") {
    const Raster form = read_pbm("form.pbm", 200);
    Raster cleaned = form;
    CHECK(ocr::remove_leaders(cleaned) > 200);
    CHECK(ocr::remove_leaders(cleaned) == 0);
    CHECK(read(cleaned) ==
          "Họ, chữ đệm, tên: Lưu Thị MậnNơi cư trú: thôn Đượm, xã Hội ThịnhQuê quán: xã Vạn Thọ, tỉnh Bình Lục");
}

TEST_CASE("text without leaders is not touched") {
    Raster page = read_pbm("lines.pbm", 200);
    const auto before = page.samples;
    CHECK(ocr::remove_leaders(page) == 0);
    CHECK(page.samples == before);
}

TEST_CASE("only eight dots or more at a regular pitch are a leader") {
    Raster page = white(400, 200);
    for (int i = 0; i < 7; ++i) square(page, 20 + 8 * i, 40, 3);
    CHECK(ocr::find_leader_dots(page).empty());
    square(page, 20 + 8 * 7, 40, 3);
    CHECK(ocr::find_leader_dots(page).size() == 8);
    // the row sinks slowly, with a hole where a word covers it and one spot of another size
    for (int i = 0; i < 30; ++i)
        if (i < 12 || i > 17) square(page, 20 + 9 * i, 100 + i / 10, 3);
    square(page, 20 + 9 * 14 + 3, 99, 5);
    CHECK(ocr::find_leader_dots(page).size() == 8 + 24);
    const int random[] = {20, 31, 58, 66, 91, 99, 130, 137, 171, 200, 207, 240};
    for (const int x : random) square(page, x, 160, 3);
    CHECK(ocr::find_leader_dots(page).size() == 8 + 24);
}

TEST_CASE("coloured and empty rasters have no leaders") {
    Raster page = white(10, 10);
    CHECK(ocr::find_leader_dots(page).empty());
    page.channels = 3;
    CHECK(ocr::find_leader_dots(page).empty());
    CHECK(ocr::find_leader_dots(Raster{}).empty());
}
