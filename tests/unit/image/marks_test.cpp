// SPDX-License-Identifier: Apache-2.0
// Frames and lone words are found at any angle; rectangles lie as they lie.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/image/lean_rect.hpp"
#include "lib/image/marks.hpp"
#include "lib/image/page_image.hpp"

using namespace saoy;

namespace {

constexpr double dpi = 200, mm = dpi / 25.4;

SecrecyRules rules() {
    SecrecyRules rules;
    rules.marks = {{"long", "", true, 40, 8, "", 0}, {"short", "", true, 20, 8, "", 0}};
    return rules;
}

// A white A5 page with bars for words in a double frame of 30 by 8 mm around (74, 100) mm, leaning `degrees`;
// `crossed`: black strokes like those of letters stand on it, above and below.
std::string page(double degrees, bool red, int lines, bool crossed = false) {
    Raster raster{int(148 * mm), int(210 * mm), 3, dpi, {}};
    raster.samples.assign(std::size_t(raster.width) * std::size_t(raster.height) * 3, 255);
    const double c = std::cos(degrees * std::numbers::pi / 180), s = std::sin(degrees * std::numbers::pi / 180);
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const double dx = x / mm - 74, dy = y / mm - 100;
            const double u = std::abs(dx * c + dy * s), v = std::abs(dy * c - dx * s);
            bool ink = false;
            for (int i = 0; i < lines; ++i) {
                const double right = 15 - i, bottom = 4 - i, thick = 0.3;
                ink = ink || (u < right && v < bottom && (u > right - thick || v > bottom - thick));
            }
            ink = ink || (u < 8 && v < 1.7 && std::fmod(u, 2.5) < 1.2);
            const bool black = crossed && v > 1 && v < 6 && u < 25 && std::fmod(u, 1.5) < 0.6;
            if (!ink && !black) continue;
            const auto at = (std::size_t(y) * std::size_t(raster.width) + std::size_t(x)) * 3;
            raster.samples[at] = red && !black ? 200 : 20;
            raster.samples[at + 1] = raster.samples[at + 2] = 20;
        }
    return image::png(raster);
}

const MarkView* framed(const std::vector<MarkView>& candidates) {
    for (const MarkView& each : candidates)
        if (each.boxed && std::abs(each.width_mm - 30) < 2 && std::abs(each.height_mm - 8) < 1.5) return &each;
    return nullptr;
}

}  // namespace

TEST_CASE("the smallest rectangle lies as its points do") {
    for (const double degrees : {0.0, 17.0, 45.0, 89.0, -63.0}) {
        const double angle = degrees * std::numbers::pi / 180;
        const image::LeanRect turned{50, 70, 40, 10, angle};
        std::vector<image::Spot> points;
        for (const double u : {-20.0, -3.0, 11.0, 20.0})
            for (const double v : {-5.0, 0.0, 5.0}) points.push_back(turned.place(u, v));
        const image::LeanRect found = image::smallest_rect(points);
        CHECK(found.x == Approx(50).margin(0.01));
        CHECK(found.y == Approx(70).margin(0.01));
        CHECK(found.width == Approx(40).margin(0.01));
        CHECK(found.height == Approx(10).margin(0.01));
        CHECK(found.angle == Approx(angle).margin(0.001));
    }
    CHECK(image::smallest_rect({}).width == 0);
    CHECK(image::smallest_rect({{3, 4}}).width == 0);
    CHECK(image::smallest_rect({{0, 0}, {3, 4}}).width == Approx(5));
}

TEST_CASE("a frame is found at any angle, red or black") {
    const image::MarkSizes sizes = image::sizes_for(rules());
    for (const double degrees : {0.0, 30.0, 90.0, -71.0})
        for (const bool red : {true, false}) {
            const auto candidates = image::find_marks(page(degrees, red, 2), 0, dpi, sizes);
            const MarkView* const found = framed(candidates);
            INFO(degrees << (red ? " red" : " black"));
            REQUIRE(found != nullptr);
            CHECK(found->x_mm == Approx(74).margin(1));
            CHECK(found->y_mm == Approx(100).margin(1));
            CHECK(std::abs(std::remainder(found->angle - degrees, 180)) < 2);
            CHECK(found->frame > 0.9);
            CHECK(found->doubled);
            CHECK(found->red == red);
            CHECK_FALSE(found->pictures.empty());
        }
}

TEST_CASE("a red frame is found under black print, and is one though nothing can be read in it") {
    const image::MarkSizes sizes = image::sizes_for(rules());
    for (const double degrees : {0.0, 33.0}) {
        const auto candidates = image::find_marks(page(degrees, true, 2, true), 0, dpi, sizes);
        const MarkView* const found = framed(candidates);
        INFO(degrees);
        REQUIRE(found != nullptr);
        CHECK(found->doubled);
        CHECK(std::abs(found->x_mm - 74) < 1);
        CHECK_FALSE(found->insides.empty());
    }
}

TEST_CASE("a single frame is not taken for a double one, and an empty page has nothing") {
    const image::MarkSizes sizes = image::sizes_for(rules());
    const auto single = image::find_marks(page(0, false, 1), 0, dpi, sizes);
    REQUIRE(framed(single) != nullptr);
    CHECK_FALSE(framed(single)->doubled);
    Raster empty{400, 600, 1, 100, std::vector<std::uint8_t>(400 * 600, 250)};
    CHECK(image::find_marks(image::png(empty), 0, 100, sizes).empty());
}

namespace {

// A5, grey: bars like the letters of a line of 50 mm, level at (74, 100) mm; a ring like a seal's runs into its last.
std::string sealed_line(bool ring) {
    Raster raster{int(148 * mm), int(210 * mm), 1, dpi, {}};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const double u = x / mm - 74, v = y / mm - 100;
            const bool letter = std::abs(u) < 25 && std::abs(v) < 1.8 && std::fmod(u + 25, 2.5) < 1.4;
            const bool inked = letter || (ring && std::abs(std::hypot(u - 42, v + 4) - 18) < 0.4);
            raster.samples.push_back(inked ? 120 : 250);
        }
    return image::png(raster);
}

// The same in red over rings of pale red, in the middle of the line.
std::string red_line_on_seal() {
    Raster raster{int(148 * mm), int(210 * mm), 3, dpi, {}};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const double u = x / mm - 74, v = y / mm - 100, out = std::hypot(u, v + 12);
            const bool letter = std::abs(u) < 25 && std::abs(v) < 1.8 && std::fmod(u + 25, 2.5) < 1.4;
            const bool ring = std::abs(out - 15) < 0.4 || std::abs(out - 13) < 0.4;
            const std::uint8_t other = letter ? 60 : ring ? 170 : 250;
            raster.samples.insert(raster.samples.end(), {std::uint8_t(letter ? 195 : 245), other, other});
        }
    return image::png(raster);
}

// The line of sealed_line() under two rings and a row of letters between them, all of its ink and as large as the
// line's.
std::string line_under_seal() {
    Raster raster{int(148 * mm), int(210 * mm), 1, dpi, {}};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const double u = x / mm - 74, v = y / mm - 100, out = std::hypot(u - 4, v + 12);
            const double around = (std::atan2(v + 12, u - 4) + std::numbers::pi) * 13;
            const bool letter = std::abs(u) < 25 && std::abs(v) < 1.8 && std::fmod(u + 25, 2.5) < 1.4;
            const bool ring = std::abs(out - 17) < 0.3 || std::abs(out - 8) < 0.3;
            const bool between = std::abs(out - 13) < 1.6 && std::fmod(around, 3.1) < 1.7;
            raster.samples.push_back(letter || ring || between ? 60 : 250);
        }
    return image::png(raster);
}

// The same line, crossed by two long rules that lean a little.
std::string line_across_rules() {
    Raster raster{int(148 * mm), int(210 * mm), 1, dpi, {}};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const double u = x / mm - 74, v = y / mm - 100, lean = u - v * 0.03 + 8;
            const bool letter = std::abs(u) < 25 && std::abs(v) < 1.8 && std::fmod(u + 25, 2.5) < 1.4;
            const bool rule = v > -10 && v < 40 && (std::abs(lean) < 0.2 || std::abs(lean - 1) < 0.2);
            raster.samples.push_back(letter || rule ? 60 : 250);
        }
    return image::png(raster);
}

// The line of sealed_line() at the page's top, over two rules and a row of diamonds that go on to both sides.
std::string bordered_line() {
    Raster raster{int(148 * mm), int(210 * mm), 1, dpi, {}};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const double u = x / mm - 74, v = y / mm - 8;
            const bool letter = std::abs(u) < 25 && std::abs(v) < 1.8 && std::fmod(u + 25, 2.5) < 1.4;
            const bool rule = std::abs(u) < 67 && (std::abs(v + 0.6) < 0.15 || std::abs(v - 3) < 0.15);
            const bool diamond = std::abs(u) < 66 && std::abs(std::fmod(u + 67, 2) - 1) + std::abs(v - 1.4) < 0.6;
            raster.samples.push_back(letter || rule || diamond ? 40 : 250);
        }
    return image::png(raster);
}

}  // namespace

TEST_CASE("a line of words is found also over a border, and cut without it") {
    const auto candidates = image::find_marks(bordered_line(), 0, dpi, image::sizes_for(rules()));
    const auto line = std::find_if(candidates.begin(), candidates.end(), [](const MarkView& each) {
        return !each.boxed && std::abs(each.x_mm - 74) < 2 && std::abs(each.y_mm - 8) < 1 &&
               std::abs(each.width_mm - 50) < 2;
    });
    REQUIRE(line != candidates.end());
    REQUIRE_FALSE(line->pictures.empty());
    // Two fifths of the line lie between its letters: no row of the picture is all ink, as one along a rule would be.
    const Raster& picture = line->pictures.front();
    for (int y = 0; y < picture.height; ++y) {
        const auto row = picture.samples.begin() + std::ptrdiff_t(y) * picture.width;
        CHECK(std::count_if(row, row + picture.width, [](int sample) { return sample < 140; }) < 0.75 * picture.width);
    }
}

TEST_CASE("a line of words is found also where a seal or a rule runs into it") {
    const image::MarkSizes sizes = image::sizes_for(rules());
    for (const std::string& page :
         {sealed_line(false), sealed_line(true), red_line_on_seal(), line_under_seal(), line_across_rules()}) {
        const auto candidates = image::find_marks(page, 0, dpi, sizes);
        const auto line = std::find_if(candidates.begin(), candidates.end(), [](const MarkView& each) {
            return !each.boxed && std::abs(each.x_mm - 74) < 3 && std::abs(each.y_mm - 100) < 1 && each.width_mm > 44;
        });
        REQUIRE(line != candidates.end());
        CHECK(line->height_mm < 6);
        CHECK_FALSE(line->pictures.empty());
    }
}

TEST_CASE("a frame of which not all is there is shown from beside, too") {
    const auto shown = [](double there) {
        Raster page{int(105 * mm), int(74 * mm), 1, dpi, {}};
        for (int y = 0; y < page.height; ++y)
            for (int x = 0; x < page.width; ++x) {
                const double u = std::abs(x / mm - 50), v = std::abs(y / mm - 37);
                const double in = std::min(15 - u, 4 - v);
                const bool line = in > 0 && (in < 0.35 || std::abs(in - 1.2) < 0.2);
                page.samples.push_back(line && std::fmod(u + v, 3) < 3 * there ? 60 : 250);
            }
        const auto candidates = image::find_marks(image::png(page), 0, dpi, image::sizes_for(rules()));
        const auto frame = std::find_if(candidates.begin(), candidates.end(), [](const MarkView& each) {
            return each.doubled && std::abs(each.x_mm - 50) < 1 && std::abs(each.width_mm - 30) < 2;
        });
        REQUIRE(frame != candidates.end());
        return std::pair(frame->insides.size(), frame->nearby.size());
    };
    CHECK(shown(1).first > 0);
    CHECK(shown(1).second == 0);
    CHECK(shown(0.7).second >= 4);
}

TEST_CASE("a page of any size and resolution is looked at, or refused where it is too small to hold a pixel of ink") {
    const image::MarkSizes sizes = image::sizes_for(rules());
    int refused = 0;
    for (const auto& [width, height] : {std::pair(1, 1), {7, 9}, {64, 3}, {3, 700}, {131, 97}, {900, 33}})
        for (const double resolution : {10.0, 72.0, 600.0})
            for (const int colours : {1, 3}) {
                Raster raster{width, height, colours, resolution, {}};
                for (int i = 0; i < width * height * colours; ++i)
                    raster.samples.push_back(std::uint8_t(i / 5 % 3 == 0 ? 40 : 240));
                try {
                    const std::size_t found = image::find_marks(image::png(raster), 0, resolution, sizes).size();
                    CHECK(found < 40);
                } catch (const Error& error) {
                    CHECK(error.fault() == Fault::input);
                    ++refused;
                }
            }
    CHECK(refused < 24);
}

TEST_CASE("a picture is like its own shape, not like another") {
    Raster cross{60, 40, 1, 0, std::vector<std::uint8_t>(60 * 40, 255)}, bar = cross;
    for (int i = 4; i < 36; ++i)
        for (int j = 0; j < 6; ++j) {
            cross.samples[std::size_t(i * 60 + 27 + j)] = 0;
            bar.samples[std::size_t(i * 60 + 4 + j)] = bar.samples[std::size_t(i * 60 + 50 + j)] = 0;
        }
    for (int i = 4; i < 56; ++i)
        for (int j = 0; j < 6; ++j) cross.samples[std::size_t((17 + j) * 60 + i)] = 0;
    Raster shape{26, 16, 1, 0, std::vector<std::uint8_t>(26 * 16, 255)};
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 26; ++x)
            if ((x > 11 && x < 15) || (y > 6 && y < 9)) shape.samples[std::size_t(y * 26 + x)] = 0;
    CHECK(image::likeness(cross, {shape}) > 0.8);
    CHECK(image::likeness(bar, {shape}) < 0.3);
    CHECK(image::likeness(cross, {}) == 0);
}
