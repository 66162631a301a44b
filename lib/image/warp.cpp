// SPDX-License-Identifier: Apache-2.0
#include "lib/image/warp.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

namespace {

constexpr int unit = 256;  // steps between two pixels

int mixed(int a, int b, int c, int d, int fx, int fy) {
    const int top = a * (unit - fx) + b * fx, bottom = c * (unit - fx) + d * fx;
    return (top * (unit - fy) + bottom * fy + unit * unit / 2) / (unit * unit);
}

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

struct Grey {
    static constexpr int depth = 8;
    static void put(l_uint32* row, int x, const l_uint32* upper, const l_uint32* lower, int left, int right, int fx,
                    int fy) {
        SET_DATA_BYTE(row, x,
                      mixed(GET_DATA_BYTE(upper, left), GET_DATA_BYTE(upper, right), GET_DATA_BYTE(lower, left),
                            GET_DATA_BYTE(lower, right), fx, fy));
    }
};

struct Colour {
    static constexpr int depth = 32;
    static void put(l_uint32* row, int x, const l_uint32* upper, const l_uint32* lower, int left, int right, int fx,
                    int fy) {
        const l_uint32 a = upper[left], b = upper[right], c = lower[left], d = lower[right];
        l_uint32 pixel = 0;
        for (const int shift : {L_RED_SHIFT, L_GREEN_SHIFT, L_BLUE_SHIFT}) {
            const auto part = [&](l_uint32 value) { return int((value >> shift) & 0xFFU); };
            pixel |= l_uint32(mixed(part(a), part(b), part(c), part(d), fx, fy)) << shift;
        }
        row[x] = pixel;
    }
};

template <class Kind>
Pix draw(const Pix& from, const Homography& back, int width, int height) {
    Pix result = owned(pixCreate(width, height, Kind::depth));
    pixSetAll(result.get());
    const Source source(from);
    const auto& m = back.matrix();
    const bool flat = m[6] == 0 && m[7] == 0 && m[8] == 1;
    for (int y = 0; y < height; ++y) {
        l_uint32* const row = pixGetData(result.get()) + std::ptrdiff_t(y) * pixGetWpl(result.get());
        // middles of pixels; the three sums grow by a step a pixel
        double u = m[0] * 0.5 + m[1] * (y + 0.5) + m[2], v = m[3] * 0.5 + m[4] * (y + 0.5) + m[5],
               w = m[6] * 0.5 + m[7] * (y + 0.5) + m[8];
        for (int x = 0; x < width; ++x, u += m[0], v += m[3], w += m[6]) {
            const double scale = flat ? 1 : 1 / w, sx = u * scale - 0.5, sy = v * scale - 0.5;
            if (!(sx > -1 && sy > -1 && sx < source.width && sy < source.height)) continue;
            const int fixed_x = int((sx + 1) * unit + 0.5), fixed_y = int((sy + 1) * unit + 0.5);  // not below zero
            const int left = fixed_x / unit - 1, top = fixed_y / unit - 1;
            const l_uint32* const upper = source.data + source.wpl * std::clamp(top, 0, source.height - 1);
            const l_uint32* const lower = source.data + source.wpl * std::min(top + 1, source.height - 1);
            Kind::put(row, x, upper, lower, std::clamp(left, 0, source.width - 1), std::min(left + 1, source.width - 1),
                      fixed_x % unit, fixed_y % unit);
        }
    }
    return result;
}

}  // namespace

Pix warped(const Pix& source, const Homography& back, int width, int height) {
    return pixGetDepth(source.get()) == 32 ? draw<Colour>(source, back, width, height)
                                           : draw<Grey>(source, back, width, height);
}

}  // namespace saoy::image
