// SPDX-License-Identifier: Apache-2.0
#include "lib/image/thin_ink.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "lib/base/wide.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr double fine_dpi = 100;  // as fine as lines of stamps need it
constexpr int black = 70;         // tone of print that is no stamp's
constexpr int paper = 240;        // tone from which on a pixel is paper
constexpr int darker = 8;         // than the mean around it, by so many tones
constexpr double around = 1.1;    // mm to each side

struct RedTones {
    [[gnu::always_inline]] static void run(const std::uint8_t* red, std::size_t count, std::uint8_t* __restrict tones) {
        for (std::size_t i = 0; i < count; ++i) tones[i] = std::uint8_t(255 - std::min(255, 2 * red[i]));
    }
};

// `at`: a row of tones with one before it and one after it.
struct PaleTones {
    [[gnu::always_inline]] static void run(const std::uint8_t* at, int width, std::uint8_t* __restrict tones) {
        for (int x = 1; x + 1 < width; ++x) {
            const std::uint8_t beside = std::min(at[x - 1], at[x + 1]), over = std::min(at[x - width], at[x + width]);
            tones[x] = std::min({at[x], beside, over}) >= black ? at[x] : std::uint8_t(255);
        }
    }
};

// Tones of one kind of ink alone: paper where the other is.
std::vector<std::uint8_t> of_kind(const Ink& ink, Layer::Kind kind) {
    std::vector<std::uint8_t> tones(ink.tone.size(), 255);
    if (kind == Layer::Kind::red) {
        run_wide<RedTones>(ink.red.data(), tones.size(), tones.data());
        return tones;
    }
    // The soft edge of black print is of a middle tone, too.
    for (int y = 1; y + 1 < ink.height; ++y) {
        const std::ptrdiff_t row = std::ptrdiff_t(y) * ink.width;
        run_wide<PaleTones>(ink.tone.data() + row, ink.width, tones.data() + row);
    }
    return tones;
}

// Means of 2 by 2 pixels at every `step`-th place.
std::vector<std::uint8_t> tones_of(const Ink& ink, Layer::Kind kind, double step, int width, int height) {
    const std::vector<std::uint8_t> own = kind == Layer::Kind::all ? std::vector<std::uint8_t>() : of_kind(ink, kind);
    const std::vector<std::uint8_t>& all = kind == Layer::Kind::all ? ink.tone : own;
    if (step == 1) return all;
    std::vector<int> places;
    for (int x = 0; x < width; ++x) places.push_back(int(x * step));
    std::vector<std::uint8_t> tones(std::size_t(width) * std::size_t(height));
    std::uint8_t* to = tones.data();
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = all.data() + std::size_t(y * step) * std::size_t(ink.width);
        for (const int x : places) {
            const std::uint8_t* tone = row + x;
            *to++ = std::uint8_t((tone[0] + tone[1] + tone[ink.width] + tone[ink.width + 1]) / 4);
        }
    }
    return tones;
}

struct AddRow {
    [[gnu::always_inline]] static void run(const std::uint8_t* in, const std::uint8_t* out, int width,
                                           int* __restrict sums) {
        for (int x = 0; x < width; ++x) sums[x] += in[x] - out[x];
    }
};

// `before`: sums of all that is further left, from `side` places before the row on.
struct DarkRow {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, const int* before, int width, int side,
                                           std::uint8_t* __restrict dark) {
        const int across = 2 * side + 1, area = across * across;
        for (int x = 0; x < width; ++x)
            dark[x] =
                std::uint8_t(int(row[x] < paper) & int((row[x] + darker) * area < before[x + across] - before[x]));
    }
};

// Darker than what is around it: thin lines stand out, pale or soft as they may be, and the gap between them stays.
void mark_ink(const std::vector<std::uint8_t>& tones, double mm, BitPlane& ink) {
    const int width = ink.width(), height = ink.height(), side = std::max(2, int(std::lround(around * mm)));
    std::vector<int> columns(std::size_t(width), 0);  // sums over the rows around y
    const auto row_of = [&](int y) { return tones.data() + std::ptrdiff_t(std::clamp(y, 0, height - 1)) * width; };
    for (int y = -side; y <= side; ++y)
        for (int x = 0; x < width; ++x) columns[std::size_t(x)] += row_of(y)[x];
    std::vector<int> before(std::size_t(width + 2 * side + 1), 0);
    std::vector<std::uint8_t> dark(std::size_t(width) + 63);
    for (int y = 0; y < height; ++y) {
        int sum = 0, *to = before.data() + 1;
        for (int i = 0; i < side; ++i) *to++ = sum += columns.front();
        for (const int column : columns) *to++ = sum += column;
        for (int i = 0; i < side; ++i) *to++ = sum += columns.back();
        run_wide<DarkRow>(row_of(y), static_cast<const int*>(before.data()), width, side, dark.data());
        std::uint64_t* bits = ink.row(y);
        for (int x = 0; x < width; x += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, dark.data() + x, 8);
            bits[x / 64] |= (eight * 0x0102040810204080U >> 56) << (x % 64);
        }
        run_wide<AddRow>(row_of(y + side + 1), row_of(y - side), width, columns.data());
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
