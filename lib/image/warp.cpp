// SPDX-License-Identifier: Apache-2.0
#include "lib/image/warp.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "lib/base/wide.hpp"

namespace saoy::image {

namespace {

constexpr int unit = 256;  // steps between two pixels

struct Source {
    explicit Source(const Pix& pix)
        : data(pixGetData(pix.get())),
          wpl(pixGetWpl(pix.get())),
          width(pixGetWidth(pix.get())),
          height(pixGetHeight(pix.get())) {}
    const l_uint32* data;
    std::ptrdiff_t wpl;
    int width, height;
};

// Where a row's pixels come from, in steps and one pixel on, so that nothing is below zero; `outside` where from
// nowhere. `at` and `by` are u, v, w in the middle of the first pixel and what they grow by a pixel.
struct Places {
    static constexpr int outside = -1;
    [[gnu::always_inline]] static void run(const double* at, const double* by, int count, double width, double height,
                                           int* across, int* down) {
        for (int x = 0; x < count; ++x) {
            const double scale = 1 / (at[2] + x * by[2]);
            const double sx = (at[0] + x * by[0]) * scale - 0.5, sy = (at[1] + x * by[1]) * scale - 0.5;
            const bool inside = bool(int(sx > -1) & int(sy > -1) & int(sx < width) & int(sy < height));
            across[x] = inside ? int((sx + 1) * unit + 0.5) : outside;
            down[x] = inside ? int((sy + 1) * unit + 0.5) : outside;
        }
    }
};

struct Grey {
    static constexpr int depth = 8;
    [[gnu::always_inline]] static void put(l_uint32* row, int x, const l_uint32* upper, const l_uint32* lower, int left,
                                           int right, int fx, int fy) {
        const auto between = [&](const l_uint32* line) {
            return int(GET_DATA_BYTE(line, left)) * (unit - fx) + int(GET_DATA_BYTE(line, right)) * fx;
        };
        const int sum = between(upper) * (unit - fy) + between(lower) * fy;
        SET_DATA_BYTE(row, x, (sum + unit * unit / 2) / (unit * unit));
    }
};

// The bytes of two pixels side by side at once: they are mixed with those below, then with each other.
struct Colour {
    static constexpr int depth = 32;
    using Bytes4 = std::uint8_t __attribute__((vector_size(4)));
    using Bytes8 = std::uint8_t __attribute__((vector_size(8)));
    using Pair = std::uint16_t __attribute__((vector_size(16)));
    using Wide4 = std::uint32_t __attribute__((vector_size(16)));
    using Wide8 = std::uint32_t __attribute__((vector_size(32)));

    [[gnu::always_inline]] static Pair pair(const l_uint32* line, int left, int right) {
        Bytes8 bytes;
        if (right == left + 1) {
            std::memcpy(&bytes, line + left, sizeof bytes);
        } else {
            const l_uint32 pixels[2] = {line[left], line[right]};
            std::memcpy(&bytes, pixels, sizeof bytes);
        }
        return __builtin_convertvector(bytes, Pair);
    }
    [[gnu::always_inline]] static void put(l_uint32* row, int x, const l_uint32* upper, const l_uint32* lower, int left,
                                           int right, int fx, int fy) {
        const Pair mixed = pair(upper, left, right) * std::uint16_t(unit - fy) +
                           pair(lower, left, right) * std::uint16_t(fy);  // at most 255 × unit
        const auto l = std::uint32_t(unit - fx), r = std::uint32_t(fx);
        const Wide8 parts = __builtin_convertvector(mixed, Wide8) * Wide8{l, l, l, l, r, r, r, r};
        const Wide4 sum =
            __builtin_shufflevector(parts, parts, 0, 1, 2, 3) + __builtin_shufflevector(parts, parts, 4, 5, 6, 7);
        const Bytes4 bytes = __builtin_convertvector((sum + unit * unit / 2) / (unit * unit), Bytes4);
        std::memcpy(row + x, &bytes, sizeof bytes);
        row[x] &= 0xFFFFFF00U;
    }
};

template <class Kind>
struct DrawRow {
    [[gnu::always_inline]] static void run(const Source* source, const int* across, const int* down, int width,
                                           l_uint32* row) {
        for (int x = 0; x < width; ++x) {
            if (across[x] == Places::outside) continue;
            const int left = across[x] / unit - 1, top = down[x] / unit - 1;
            const l_uint32* const upper = source->data + source->wpl * std::clamp(top, 0, source->height - 1);
            const l_uint32* const lower = source->data + source->wpl * std::min(top + 1, source->height - 1);
            Kind::put(row, x, upper, lower, std::clamp(left, 0, source->width - 1),
                      std::min(left + 1, source->width - 1), across[x] % unit, down[x] % unit);
        }
    }
};

template <class Kind>
Pix draw(const Pix& from, const Homography& back, int width, int height) {
    Pix result = owned(pixCreate(width, height, Kind::depth));
    pixSetAll(result.get());
    const Source source(from);
    const auto& m = back.matrix();
    const double by[3] = {m[0], m[3], m[6]};
    std::vector<int> across(static_cast<std::size_t>(width)), down(across);
    for (int y = 0; y < height; ++y) {
        const double at[3] = {m[0] * 0.5 + m[1] * (y + 0.5) + m[2], m[3] * 0.5 + m[4] * (y + 0.5) + m[5],
                              m[6] * 0.5 + m[7] * (y + 0.5) + m[8]};
        run_wide<Places>(static_cast<const double*>(at), static_cast<const double*>(by), width, double(source.width),
                         double(source.height), across.data(), down.data());
        run_wide<DrawRow<Kind>>(&source, static_cast<const int*>(across.data()), static_cast<const int*>(down.data()),
                                width, pixGetData(result.get()) + std::ptrdiff_t(y) * pixGetWpl(result.get()));
    }
    return result;
}

}  // namespace

Pix warped(const Pix& source, const Homography& back, int width, int height) {
    return pixGetDepth(source.get()) == 32 ? draw<Colour>(source, back, width, height)
                                           : draw<Grey>(source, back, width, height);
}

}  // namespace saoy::image
