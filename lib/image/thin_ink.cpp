// SPDX-License-Identifier: Apache-2.0
#include "lib/image/thin_ink.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr double fine_dpi = 180;  // planes below this are taken as they are, others at half
constexpr int paper = 240;        // tone from which on a pixel is paper
constexpr int darker = 8;         // than the mean around it, by so many tones
constexpr double around = 1.1;    // mm to each side

std::vector<std::uint8_t> tones_of(const Ink& ink, int step, int width, int height) {
    if (step == 1) return ink.tone;
    std::vector<std::uint8_t> tones;
    tones.reserve(std::size_t(width) * std::size_t(height));
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* tone = ink.tone.data() + 2 * std::size_t(y) * std::size_t(ink.width);
        for (int x = 0; x < width; ++x, tone += 2)
            tones.push_back(std::uint8_t((tone[0] + tone[1] + tone[ink.width] + tone[ink.width + 1]) / 4));
    }
    return tones;
}

// Darker than what is around it: thin lines stand out, pale or soft as they may be, and the gap between them stays.
void mark_ink(const std::vector<std::uint8_t>& tones, double mm, BitPlane& ink) {
    const int width = ink.width(), height = ink.height(), side = std::max(2, int(std::lround(around * mm)));
    std::vector<int> columns(std::size_t(width), 0);  // sums over the rows around y
    const auto row_of = [&](int y) { return tones.data() + std::size_t(y) * std::size_t(width); };
    const auto add = [&](int y, int sign) {
        const std::uint8_t* row = row_of(std::clamp(y, 0, height - 1));
        for (int x = 0; x < width; ++x) columns[std::size_t(x)] += sign * row[x];
    };
    for (int y = -side; y < side; ++y) add(y, 1);
    const int area = (2 * side + 1) * (2 * side + 1);
    for (int y = 0; y < height; ++y) {
        add(y + side, 1);
        const std::uint8_t* row = row_of(y);
        std::uint64_t* to = ink.row(y);
        int sum = 0;
        const auto column = [&](int x) { return columns[std::size_t(std::clamp(x, 0, width - 1))]; };
        for (int x = -side; x < side; ++x) sum += column(x);
        for (int x = 0; x < width; ++x) {
            sum += column(x + side);
            const bool dark = row[x] < paper && (row[x] + darker) * area < sum;
            to[x / 64] |= std::uint64_t(dark) << (x % 64);
            sum -= column(x - side);
        }
        add(y - side, -1);
    }
}

}  // namespace

ThinInk thin_ink(const Ink& ink) {
    const int step = ink.dpi < fine_dpi ? 1 : 2;
    const int width = ink.width / step, height = ink.height / step;
    ThinInk masks{BitPlane(width, height), BitPlane(width, height), ink.dpi / step / mm_per_inch, step};
    if (width < 8 || height < 8) return masks;
    mark_ink(tones_of(ink, step, width, height), masks.mm, masks.ink);
    for (int y = 0; y < height; ++y)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const ShiftedRow from(masks.ink, y, dx, dy);
                std::uint64_t* to = masks.near.row(y);
                for (std::size_t i = 0; i < masks.ink.words(); ++i) to[i] |= from[i];
            }
    return masks;
}

}  // namespace saoy::image
