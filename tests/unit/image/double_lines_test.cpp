// SPDX-License-Identifier: Apache-2.0
// A frame of two lines is found as it lies, whole, with gaps and under print; a frame of one line is none.
#include "lib/image/double_lines.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace saoy;

namespace {

constexpr double dpi = 150, mm = dpi / 25.4;
const image::DoubleFrames wanted{{{40, 8}, {30, 8}, {20, 8}}, 0.3};

struct Sheet {
    double degrees = 0;
    int lines = 2;
    bool broken = false;  // a third of the frame's length is missing
    int rows = 0;         // of print, across everything
    double width = 30;    // mm
    bool open = false;    // its lower side is missing
    bool ends = false;    // of its long sides nothing but their ends is there
};

// An A6 sheet with a frame 8 mm high around (52, 70) mm.
image::Ink ink_of(const Sheet& sheet) {
    image::Ink ink;
    ink.width = int(105 * mm), ink.height = int(148 * mm), ink.dpi = dpi;
    const double c = std::cos(sheet.degrees * std::numbers::pi / 180);
    const double s = std::sin(sheet.degrees * std::numbers::pi / 180);
    for (int y = 0; y < ink.height; ++y)
        for (int x = 0; x < ink.width; ++x) {
            const double dx = x / mm - 52, dy = y / mm - 70, u = dx * c + dy * s, v = dy * c - dx * s;
            bool dark = false;
            for (int line = 0; line < sheet.lines; ++line) {
                const double right = sheet.width / 2 - line, bottom = 4 - line, thick = 0.35;
                const bool in = std::abs(u) < right && std::abs(v) < bottom;
                dark = dark || (in && (std::abs(u) > right - thick || std::abs(v) > bottom - thick));
            }
            if (sheet.open && v > 1.5) dark = false;
            if (sheet.ends && std::abs(u) < sheet.width / 2 - 6) dark = false;
            if (sheet.broken) dark = dark && std::fmod(std::abs(u) + std::abs(v) + 0.7, 3) > 1;
            for (int row = 0; row < sheet.rows; ++row)
                dark = dark || (std::abs(dy - row * 7 + 5) < 1.2 && std::fmod(x / mm, 2) < 0.5);
            ink.tone.push_back(dark ? 60 : 255);
        }
    return ink;
}

}  // namespace

TEST_CASE("A double frame is found as it lies") {
    for (const double degrees : {0.0, 4.0, 33.0, 90.0, 151.0})
        for (const bool broken : {false, true})
            for (const int rows : {0, 2}) {
                INFO(degrees << " degrees" << (broken ? ", broken" : "") << ", rows of print: " << rows);
                const auto found = image::double_frames(ink_of({degrees, 2, broken, rows}), wanted);
                REQUIRE_FALSE(found.empty());
                const image::DoubleFrame& frame = found.front();
                CHECK(std::hypot(frame.rect.x / mm - 52, frame.rect.y / mm - 70) < 1.5);
                CHECK(frame.rect.width / mm == Approx(30).margin(2));
                CHECK(frame.rect.height / mm == Approx(8).margin(0.8));
                CHECK(std::abs(std::remainder(frame.rect.angle * 180 / std::numbers::pi - degrees, 180)) < 2.5);
                CHECK(frame.there > (broken ? 0.45 : 0.75));
            }
}

TEST_CASE("A double frame that leans between two of the directions looked along is found whole") {
    for (const double degrees : {2.8, 92.8, 31.0}) {
        INFO(degrees << " degrees");
        Sheet sheet{degrees, 2, false, 1};
        sheet.width = 40;
        const auto found = image::double_frames(ink_of(sheet), wanted);
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().rect.width / mm == Approx(40).margin(1));
        CHECK(std::abs(std::remainder(found.front().rect.angle * 180 / std::numbers::pi - degrees, 180)) < 0.8);
        CHECK(found.front().there > 0.9);
    }
}

TEST_CASE("A double frame is found of which a long side is missing, or both are but for their ends") {
    for (const double degrees : {0.0, 33.0, 90.0})
        for (const auto& [open, ends] : {std::pair(true, false), {false, true}}) {
            INFO(degrees << " degrees" << (open ? ", one side" : ", ends"));
            const auto found = image::double_frames(ink_of({degrees, 2, false, 0, 20, open, ends}), wanted);
            REQUIRE_FALSE(found.empty());
            CHECK(std::any_of(found.begin(), found.end(), [](const image::DoubleFrame& frame) {
                return std::hypot(frame.rect.x / mm - 52, frame.rect.y / mm - 70) < 1.5 &&
                       std::abs(frame.rect.width / mm - 20) < 2 && std::abs(frame.rect.height / mm - 8) < 1.5;
            }));
        }
}

TEST_CASE("One line, bare paper and no page at all are no double frame") {
    CHECK(image::double_frames(ink_of({12, 1}), wanted).empty());
    CHECK(image::double_frames(ink_of({0, 0}), wanted).empty());
    CHECK(image::double_frames(ink_of({0, 0, false, 8}), wanted).empty());
    CHECK(image::double_frames({}, wanted).empty());
}
