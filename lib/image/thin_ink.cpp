// SPDX-License-Identifier: Apache-2.0
#include "lib/image/thin_ink.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr double fine_dpi = 100;  // as fine as lines of stamps need it
constexpr int black = 70;         // tone of print that is no stamp's
constexpr int paper = 240;        // tone from which on a pixel is paper
constexpr int darker = 8;         // than the mean around it, by so many tones
constexpr double around = 1.1;    // mm to each side

// Tones of one kind of ink alone: paper where the other is.
std::vector<std::uint8_t> of_kind(const Ink& ink, Layer::Kind kind) {
    if (kind == Layer::Kind::all) return ink.tone;
    std::vector<std::uint8_t> tones(ink.tone.size(), 255);
    if (kind == Layer::Kind::red) {
        std::transform(ink.red.begin(), ink.red.end(), tones.begin(),
                       [](int red) { return std::uint8_t(255 - std::min(255, 2 * red)); });
        return tones;
    }
    // The soft edge of black print is of a middle tone, too.
    for (int y = 1; y + 1 < ink.height; ++y)
        for (int x = 1; x + 1 < ink.width; ++x) {
            const std::uint8_t* at = ink.tone.data() + std::ptrdiff_t(y) * ink.width + x;
            const int darkest = std::min({at[0], at[-1], at[1], at[-ink.width], at[ink.width]});
            if (darkest >= black) tones[std::size_t(at - ink.tone.data())] = *at;
        }
    return tones;
}

// Means of 2 by 2 pixels at every `step`-th place.
std::vector<std::uint8_t> tones_of(const Ink& ink, Layer::Kind kind, double step, int width, int height) {
    std::vector<std::uint8_t> all = of_kind(ink, kind);
    if (step == 1) return all;
    std::vector<int> places;
    for (int x = 0; x < width; ++x) places.push_back(int(x * step));
    std::vector<std::uint8_t> tones;
    tones.reserve(std::size_t(width) * std::size_t(height));
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = all.data() + std::size_t(y * step) * std::size_t(ink.width);
        for (const int x : places) {
            const std::uint8_t* tone = row + x;
            tones.push_back(std::uint8_t((tone[0] + tone[1] + tone[ink.width] + tone[ink.width + 1]) / 4));
        }
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

ThinInk thin_ink(const Ink& ink, Layer::Kind kind) {
    const double step = std::max(1.0, ink.dpi / fine_dpi);
    const int rest = step > 1;  // a mean needs a neighbour
    const int width = int((ink.width - rest) / step), height = int((ink.height - rest) / step);
    ThinInk masks{BitPlane(width, height), BitPlane(width, height), ink.dpi / step / mm_per_inch, step};
    if (width < 8 || height < 8) return masks;
    mark_ink(tones_of(ink, kind, step, width, height), masks.mm, masks.ink);
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
