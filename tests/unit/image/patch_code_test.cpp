// SPDX-License-Identifier: Apache-2.0
// Patch codes on drawn sheets, turned, leaning, worn; and what only looks like one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "lib/image/patch_code.hpp"

using namespace saoy;

namespace {

struct Sheet {
    double dpi = 150;
    double degrees = 0;            // clockwise
    std::string pattern = "0101";  // wide bars
    double left = 1, wide = 6.5;   // inches
    double narrow = 0.08, broad = 0.2;
    int noise = 0;
    int dust = 0;
};

// The bars an inch below the sheet's upper edge, by sampling the turned plane.
Raster drawn(const Sheet& sheet) {
    Raster page;
    page.width = int(8.27 * sheet.dpi);
    page.height = int(11.69 * sheet.dpi);
    page.dpi = sheet.dpi;
    page.samples.resize(std::size_t(page.width) * std::size_t(page.height));
    std::mt19937 chance(1);
    const double angle = sheet.degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    for (int row = 0; row < page.height; ++row)
        for (int column = 0; column < page.width; ++column) {
            const double dx = column / sheet.dpi - 4.135, dy = row / sheet.dpi - 5.845;
            const double x = c * dx + s * dy + 4.135;
            double y = -s * dx + c * dy + 5.845 - 1;
            bool dark = false;
            if (x >= sheet.left && x < sheet.left + sheet.wide)
                for (const char bar : sheet.pattern) {
                    const double thick = bar == '1' ? sheet.broad : sheet.narrow;
                    dark = dark || (y >= 0 && y < thick);
                    y -= thick + 0.08;
                }
            int grey = dark ? 40 : 230;
            if (sheet.noise > 0) grey += int(chance() % unsigned(2 * sheet.noise)) - sheet.noise;
            page.samples[std::size_t(row) * std::size_t(page.width) + std::size_t(column)] =
                std::uint8_t(std::clamp(grey, 0, 255));
        }
    for (int spot = 0; spot < sheet.dust; ++spot) page.samples[chance() % page.samples.size()] = 0;
    return page;
}

Raster quarter_turned(const Raster& page) {
    Raster turned = page;
    std::swap(turned.width, turned.height);
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x)
            turned.samples[std::size_t(x) * std::size_t(turned.width) + std::size_t(page.height - 1 - y)] =
                page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)];
    return turned;
}

std::string read(const Sheet& sheet) {
    const auto code = image::patch_code(drawn(sheet));
    return code ? std::string(1, *code) : "none";
}

}  // namespace

TEST_CASE("Each of the six patch codes is read") {
    const std::pair<const char*, const char*> codes[] = {{"1100", "1"}, {"1001", "2"}, {"1010", "3"},
                                                         {"0110", "4"}, {"0011", "6"}, {"0101", "T"}};
    for (const auto& [pattern, code] : codes) {
        Sheet sheet;
        sheet.pattern = pattern;
        CHECK(read(sheet) == code);
    }
}

TEST_CASE("A sheet may lean, lie, be coarse, noisy or dusty") {
    for (const double degrees : {-8.0, -3.0, 1.5, 5.0, 10.0}) {
        Sheet sheet;
        sheet.degrees = degrees;
        INFO(degrees);
        CHECK(read(sheet) == "T");
    }
    for (const double dpi : {75.0, 100.0, 200.0}) {
        Sheet sheet;
        sheet.dpi = dpi;
        CHECK(read(sheet) == "T");
    }
    Sheet worn;
    worn.noise = 80;
    worn.dust = 20'000;
    CHECK(read(worn) == "T");
    Sheet small;  // printed to fit the page
    small.narrow = 0.075;
    small.broad = 0.19;
    CHECK(read(small) == "T");
    Sheet overturned;
    overturned.degrees = 180;
    CHECK(read(overturned) == "3");
    CHECK(image::patch_code(quarter_turned(drawn({}))) == '3');  // its top is on the right now
}

TEST_CASE("What only looks like a patch code is none") {
    for (const char* pattern : {"0000", "1111", "0100", "01010", "010101", "010", "0111"}) {
        Sheet sheet;
        sheet.pattern = pattern;
        INFO(pattern);
        CHECK(read(sheet) == "none");
    }
    Sheet short_bars;
    short_bars.wide = 0.8;
    CHECK(read(short_bars) == "none");
    Sheet thin;  // lines of a table
    thin.narrow = 0.01;
    thin.broad = 0.03;
    CHECK(read(thin) == "none");
    CHECK_FALSE(image::patch_code(Raster{}).has_value());
    Raster flat = drawn({});
    std::fill(flat.samples.begin(), flat.samples.end(), std::uint8_t(0));
    CHECK_FALSE(image::patch_code(flat).has_value());
}
