// SPDX-License-Identifier: Apache-2.0
// Source of the arithmetic: scale1.c and enhance.c of Leptonica 1.82; tests/unit/lstm compares pixel by pixel.
#include <algorithm>

#include "lib/base/wide.hpp"
#include "lib/lstm/line_picture.hpp"

namespace saoy::lstm {

namespace {

constexpr int most_reduction = 50;  // of the area map

// Sixteenths of a source pixel, in the single precision that Leptonica uses.
struct Step {
    float size;
    Step(int from, int to) : size(16.0F * float(from) / float(to)) {}
    int start(int i) const { return int(size * float(i)); }
    int end(int i) const { return int(double(size) * (i + 1.0)); }
};

template <int Half>
struct SumAlong {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, int width, int* sums) {
        for (int x = Half; x < width - Half; ++x) {
            int sum = 0;
            for (int i = -Half; i <= Half; ++i) sum += int(row[x + i]);
            sums[x] = sum;
        }
    }
};

// `sums` of the row, with others `width` apart above and below.
template <int Half>
struct Sharpen {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, const int* sums, int width, float fraction,
                                           float norm, std::uint8_t* to) {
        for (int x = Half; x < width - Half; ++x) {
            int sum = 0;
            for (int i = -Half; i <= Half; ++i) sum += sums[i * width + x];
            const auto level = float(int(row[x]));
            const int sharp = int(double(level + fraction * (level - norm * float(sum))) + 0.5);
            to[x] = std::uint8_t(sharp < 0 ? 0 : sharp > 255 ? 255 : sharp);
        }
    }
};

template <int Half>
void unsharp(Grey& picture, float fraction, std::vector<int>& smoothed, std::vector<std::uint8_t>& before) {
    constexpr int size = 2 * Half + 1;
    const int width = picture.width, height = picture.height;
    if (width < size || height < size) return;
    before = picture.pixels;
    smoothed.resize(before.size());
    const auto row = [&](auto& pixels, int y) { return pixels.data() + std::ptrdiff_t(y) * width; };
    for (int y = 0; y < height; ++y)
        run_wide<SumAlong<Half>>(static_cast<const std::uint8_t*>(row(before, y)), width, row(smoothed, y));
    const float norm = float(1.0 / double(size * size));
    for (int y = Half; y < height - Half; ++y)
        run_wide<Sharpen<Half>>(static_cast<const std::uint8_t*>(row(before, y)),
                                static_cast<const int*>(row(smoothed, y)), width, fraction, norm,
                                row(picture.pixels, y));
}

void halve(Grey& picture) {
    const int width = picture.width, half = width / 2;
    picture.height /= 2;
    picture.width = half;
    std::uint8_t* pixels = picture.pixels.data();
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < half; ++x) {
            const std::uint8_t* four = pixels + 2 * y * width + 2 * x;
            pixels[y * half + x] = std::uint8_t((four[0] + four[1] + four[width] + four[width + 1]) >> 2);
        }
    picture.pixels.resize(std::size_t(half) * std::size_t(picture.height));
}

// Each pixel is the mean of the area that it covers; on the lower and right edge, the pixel that lies at its corner.
void map_areas(const GreyView& from, Grey& to, std::vector<std::uint32_t>& sums) {
    const Step across(from.width, to.width), down(from.height, to.height);
    sums.resize(std::size_t(from.width));
    for (int y = 0; y < to.height; ++y) {
        const int top = down.start(y), bottom = down.end(y);
        const int first = top >> 4, last = bottom >> 4;
        const std::uint8_t* row = from.pixels + first * from.width;
        std::uint8_t* out = to.pixels.data() + y * to.width;
        const bool edge = last > from.height - 2;
        if (!edge) {
            for (int x = 0; x < from.width; ++x)
                sums[std::size_t(x)] = std::uint32_t(16 - (top & 15)) * row[x] +
                                       std::uint32_t(bottom & 15) * row[(last - first) * from.width + x];
            for (int i = 1; i < last - first; ++i)
                for (int x = 0; x < from.width; ++x) sums[std::size_t(x)] += 16U * row[i * from.width + x];
        }
        const int height = bottom - top;
        for (int x = 0; x < to.width; ++x) {
            const int left = across.start(x), right = across.end(x);
            const int begin = left >> 4, end = right >> 4;
            if (edge || end > from.width - 2) {
                out[x] = row[begin];
                continue;
            }
            std::uint32_t sum = std::uint32_t(16 - (left & 15)) * sums[std::size_t(begin)] +
                                std::uint32_t(right & 15) * sums[std::size_t(end)];
            for (int i = begin + 1; i < end; ++i) sum += 16U * sums[std::size_t(i)];
            out[x] = std::uint8_t((sum + 128) / std::uint32_t((right - left) * height));
        }
    }
}

struct MixRows {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, const std::uint8_t* below, int part, int width,
                                           std::uint32_t* mixed) {
        for (int x = 0; x < width; ++x) mixed[x] = std::uint32_t((16 - part) * row[x] + part * below[x]);
    }
};

// `rounding` of the sum of 256 parts: 128, but 0 when doubled or quadrupled. `mixed` and `starts` are room.
void interpolate(const GreyView& from, Grey& to, int rounding, std::vector<std::uint32_t>& mixed,
                 std::vector<int>& starts) {
    const Step across(from.width, to.width), down(from.height, to.height);
    starts.resize(std::size_t(to.width));
    for (int x = 0; x < to.width; ++x) starts[std::size_t(x)] = across.start(x);
    mixed.resize(std::size_t(from.width) + 1);
    for (int y = 0; y < to.height; ++y) {
        const int top = down.start(y), row_part = top & 15;
        const std::uint8_t* row = from.pixels + (top >> 4) * from.width;
        const std::uint8_t* below = (top >> 4) > from.height - 2 ? row : row + from.width;
        run_wide<MixRows>(row, below, row_part, from.width, mixed.data());
        mixed[std::size_t(from.width)] = mixed[std::size_t(from.width) - 1];  // the last one has no neighbour
        std::uint8_t* out = to.pixels.data() + y * to.width;
        for (int x = 0; x < to.width; ++x) {
            const int left = starts[std::size_t(x)], part = left & 15;
            const std::uint32_t* pair = mixed.data() + (left >> 4);
            out[x] = std::uint8_t(
                (std::uint32_t(16 - part) * pair[0] + std::uint32_t(part) * pair[1] + std::uint32_t(rounding)) / 256);
        }
    }
}

// How often the picture is halved first: as Leptonica does for exactly 1/2 … 1/16; and, which Leptonica does otherwise,
// while it is too tall for the area map's sixteenths.
int halvings(int height, int to_height) {
    for (int times = 1; times <= 4; ++times)
        if (height == to_height << times) return times;
    int times = 0;
    while (height >> times > most_reduction * to_height) ++times;
    return times;
}

}  // namespace

int scaled_width(int width, int height, int to_height) {
    const int times = halvings(height, to_height);
    const float factor = float(to_height) / float(height >> times);
    return int(double(factor * float(width >> times)) + 0.5);
}

void Scaler::operator()(const GreyView& picture, int height, Grey& scaled) {
    const float whole = float(height) / float(picture.height);
    GreyView from = picture;
    if (int times = halvings(picture.height, height); times > 0) {
        halved_.width = picture.width;
        halved_.height = picture.height;
        halved_.pixels.assign(picture.pixels, picture.pixels + std::ptrdiff_t(picture.width) * picture.height);
        while (times-- > 0) halve(halved_);
        from = {halved_.width, halved_.height, halved_.pixels.data()};
    }
    const float factor = float(height) / float(from.height);
    scaled.width = int(double(factor * float(from.width)) + 0.5);
    scaled.height = height;
    scaled.pixels.resize(std::size_t(scaled.width) * std::size_t(height));
    if (scaled.width < 1 || from.width < 1) return;
    if (factor == 1.0F)
        std::copy(from.pixels, from.pixels + scaled.pixels.size(), scaled.pixels.begin());
    else if (factor < 0.7)
        map_areas(from, scaled, sums_);
    else
        interpolate(from, scaled, factor == 2.0F || factor == 4.0F ? 0 : 128, sums_, smoothed_);
    if (whole < 0.7 && whole > 0.2)
        unsharp<1>(scaled, 0.2F, smoothed_, before_);
    else if (whole >= 0.7 && whole < 1.4 && whole != 1.0F)
        unsharp<2>(scaled, 0.4F, smoothed_, before_);
}

}  // namespace saoy::lstm
