// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/verify_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "lib/base/child.hpp"

namespace saoy::stages {

namespace {

constexpr int dark = 140, light = 200;  // of 255
constexpr int clear_difference = 64;
constexpr int longest_letter = 30;  // pixels: a longer run is a rule

struct Box {
    int left, top, right, bottom;
    bool holds(int x, int y) const { return x >= left && x < right && y >= top && y < bottom; }
};

Box box_of(const Place& place, const Raster& page, int margin) {
    const auto scaled = [](double part, int size) { return std::clamp(part, -1.0, 2.0) * size; };
    return {std::max(0, int(std::floor(scaled(place[0], page.width))) - margin),
            std::max(0, int(std::floor(scaled(place[1], page.height))) - margin),
            std::min(page.width, int(std::ceil(scaled(place[2], page.width))) + margin),
            std::min(page.height, int(std::ceil(scaled(place[3], page.height))) + margin)};
}

int grey_at(const Raster& page, int x, int y) {
    return page.samples[(std::size_t(y) * std::size_t(page.width) + std::size_t(x)) * std::size_t(page.channels)];
}

// PGM (P5), 8 bits, as pdftoppm writes it.
std::optional<Raster> grey_picture(const std::string& pgm) {
    int width = 0, height = 0, start = 0;
    if (std::sscanf(pgm.c_str(), "P5 %5d %5d 255%n", &width, &height, &start) != 2 || start == 0) return std::nullopt;
    const std::size_t begin = std::size_t(start) + 1, size = std::size_t(width) * std::size_t(height);
    if (width <= 0 || height <= 0 || pgm.size() != begin + size) return std::nullopt;
    Raster page{width, height, 1, {}, {}};
    page.samples.assign(pgm.begin() + std::ptrdiff_t(begin), pgm.end());
    return page;
}

}  // namespace

std::optional<Raster> draw_page(std::string_view pdf, int page, bool bare) {
    const std::string number = std::to_string(page);
    // Not as PNG: packing takes ten times as long as drawing.
    std::vector<std::string> command{"pdftoppm", "-q",   "-cropbox", "-gray", "-scale-to",  "1400",
                                     "-f",       number, "-l",       number,  "-singlefile"};
    if (bare) command.emplace_back("-hide-annotations");
    command.emplace_back("-");
    const ChildOutcome drawn = run_child(command, pdf);
    return drawn.ok() ? grey_picture(drawn.out) : std::nullopt;
}

bool is_blank(const Raster& page, const Place& place) {
    const Box box = box_of(place, page, 0);
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            if (grey_at(page, x, y) < dark) return false;
    return true;
}

double hidden_part(const Raster& before, const Raster& now, const Place& place) {
    if (before.width != now.width || before.height != now.height) return 1;
    const Box box = box_of(place, before, 0);
    long hidden = 0;
    for (int y = box.top; y < box.bottom; ++y) {
        int run = 0;
        for (int x = box.left; x <= box.right; ++x) {
            const bool lost = x < box.right && grey_at(before, x, y) < dark && grey_at(now, x, y) > light;
            if (lost) {
                ++run;
                continue;
            }
            if (run <= longest_letter) hidden += run;
            run = 0;
        }
    }
    const double area = double(box.right - box.left) * double(box.bottom - box.top);
    return area <= 0 ? 0 : double(hidden) / area;
}

Raster dark_in_both(const Raster& one, const Raster& other) {
    Raster both = one;
    if (one.samples.size() != other.samples.size()) return both;
    for (std::size_t i = 0; i < both.samples.size(); ++i) both.samples[i] = std::max(one.samples[i], other.samples[i]);
    return both;
}

PictureDifference compare_pictures(const Raster& before, const Raster& now, const std::vector<Place>& expected) {
    constexpr int margin = 2;  // pixels: edges are drawn softly
    PictureDifference difference;
    difference.picture = Raster{now.width, now.height, 3, now.dpi, {}};
    difference.picture.samples.reserve(std::size_t(now.width) * std::size_t(now.height) * 3);
    const bool same_size = before.width == now.width && before.height == now.height;
    std::vector<Box> boxes;
    for (const Place& place : expected) boxes.push_back(box_of(place, now, margin));
    for (int y = 0; y < now.height; ++y)
        for (int x = 0; x < now.width; ++x) {
            const int grey = grey_at(now, x, y);
            const bool differs = !same_size || std::abs(grey - grey_at(before, x, y)) > clear_difference;
            const bool counts =
                differs && std::none_of(boxes.begin(), boxes.end(), [&](const Box& box) { return box.holds(x, y); });
            difference.pixels += counts ? 1 : 0;
            const auto pale = std::uint8_t(170 + grey / 3);
            const std::uint8_t colours[2][3] = {{pale, pale, pale}, {220, 0, 0}};
            const auto& colour = colours[counts ? 1 : 0];
            difference.picture.samples.insert(difference.picture.samples.end(), colour, colour + 3);
        }
    return difference;
}

}  // namespace saoy::stages
