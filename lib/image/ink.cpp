// SPDX-License-Identifier: Apache-2.0
#include "lib/image/ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/base/wide.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

constexpr int tile = 32;                // pixels; paper is even over this length
constexpr double least_dpi = 140;       // of the planes, where the page has them
constexpr int darkest_paper = 70;       // what is darker is no paper: a desk, the black of an open lid
constexpr int black = 90, paper = 210;  // tones: print is below the one, paper above the other
constexpr int red_enough = 20;

// 1, 2, 4 or 8, which a JPEG decoder follows cheaply.
int reduction_for(double dpi) {
    int reduction = 1;
    while (reduction < 8 && dpi / (2 * reduction) >= least_dpi) reduction *= 2;
    return reduction;
}

struct PlanesRow {
    [[gnu::always_inline]] static void run(const l_uint32* from, int width, std::uint8_t* __restrict tone,
                                           std::uint8_t* __restrict red) {
        for (int x = 0; x < width; ++x) {
            const int r = int(from[x] >> 24), g = int(from[x] >> 16 & 255), b = int(from[x] >> 8 & 255);
            tone[x] = std::uint8_t((77 * r + 150 * g + 29 * b) / 256);
            red[x] = std::uint8_t(std::max(r - std::max(g, b), 0));
        }
    }
};

// Of pixels as they are.
void planes_of_all(const Pix& pix, Ink& ink) {
    std::vector<std::uint8_t> grey(std::size_t(pixGetWpl(pix.get())) * 4);
    for (int y = 0; y < ink.height; ++y) {
        const l_uint32* row = pixGetData(pix.get()) + std::ptrdiff_t(y) * pixGetWpl(pix.get());
        std::uint8_t* tone = ink.tone.data() + std::ptrdiff_t(y) * ink.width;
        if (!ink.red.empty()) {
            run_wide<PlanesRow>(row, ink.width, tone, ink.red.data() + std::ptrdiff_t(y) * ink.width);
            continue;
        }
        swap_words(row, grey.data(), grey.size() / 4);
        std::copy_n(grey.data(), ink.width, tone);
    }
}

// Means of `step` by `step` pixels: grey, and red above the larger of green and blue.
void planes_of(const Pix& pix, int step, Ink& ink) {
    const bool colour = pixGetDepth(pix.get()) == 32;
    ink.width = pixGetWidth(pix.get()) / step;
    ink.height = pixGetHeight(pix.get()) / step;
    const auto size = std::size_t(ink.width) * std::size_t(ink.height);
    ink.tone.resize(size);
    if (colour) ink.red.resize(size);
    if (step == 1) return planes_of_all(pix, ink);
    const int area = step * step;
    const int words = pixGetWpl(pix.get());
    std::uint8_t* tone = ink.tone.data();
    std::uint8_t* red = ink.red.data();
    for (int y = 0; y < ink.height; ++y) {
        const l_uint32* rows = pixGetData(pix.get()) + std::ptrdiff_t(y) * step * words;
        for (int x = 0; x < ink.width; ++x) {
            if (!colour) {
                int sum = 0;
                for (int i = 0; i < step; ++i)
                    for (int j = 0; j < step; ++j) sum += int(GET_DATA_BYTE(rows + i * words, x * step + j));
                *tone++ = std::uint8_t(sum / area);
                continue;
            }
            int r = 0, g = 0, b = 0;
            for (int i = 0; i < step; ++i)
                for (int j = 0; j < step; ++j) {
                    const l_uint32 pixel = rows[i * words + x * step + j];
                    r += int(pixel >> 24);
                    g += int(pixel >> 16 & 255);
                    b += int(pixel >> 8 & 255);
                }
            *tone++ = std::uint8_t((77 * r + 150 * g + 29 * b) / (256 * area));
            *red++ = std::uint8_t(std::clamp((r - std::max(g, b)) / area, 0, 255));
        }
    }
}

int percentile(const std::array<int, 256>& counts, int total, double share) {
    int seen = 0;
    for (int value = 0; value < 256; ++value)
        if ((seen += counts[std::size_t(value)]) > total * share) return value;
    return 255;
}

struct Even {
    [[gnu::always_inline]] static void run(int width, const int* __restrict gains, std::uint8_t* __restrict tone) {
        for (int x = 0; x < width; ++x) tone[x] = std::uint8_t(std::min(255, tone[x] * gains[x] >> 8));
    }
};

// The paper's tone tile by tile, then every pixel as a share of it.
void even_out(Ink& ink) {
    const int across = (ink.width + tile - 1) / tile, down = (ink.height + tile - 1) / tile;
    std::vector<int> raw(std::size_t(across) * std::size_t(down));
    for (int v = 0; v < down; ++v)
        for (int u = 0; u < across; ++u) {
            std::array<int, 256> counts{};
            int total = 0;
            for (int y = v * tile; y < std::min(ink.height, (v + 1) * tile); y += 2)
                for (int x = u * tile; x < std::min(ink.width, (u + 1) * tile); x += 2, ++total)
                    ++counts[ink.tone[std::size_t(y) * std::size_t(ink.width) + std::size_t(x)]];
            raw[std::size_t(v * across + u)] = percentile(counts, total, 0.85);
        }
    // A tile full of ink takes the paper of its neighbours.
    std::vector<float> gain(raw.size());
    for (int v = 0; v < down; ++v)
        for (int u = 0; u < across; ++u) {
            int best = darkest_paper, sum = 0, count = 0;
            for (int j = std::max(0, v - 1); j <= std::min(down - 1, v + 1); ++j)
                for (int i = std::max(0, u - 1); i <= std::min(across - 1, u + 1); ++i)
                    best = std::max(best, raw[std::size_t(j * across + i)]);
            for (int j = std::max(0, v - 1); j <= std::min(down - 1, v + 1); ++j)
                for (int i = std::max(0, u - 1); i <= std::min(across - 1, u + 1); ++i)
                    if (raw[std::size_t(j * across + i)] * 5 > best * 4)
                        sum += raw[std::size_t(j * across + i)], ++count;
            gain[std::size_t(v * across + u)] = 255.0F / float(count > 0 ? std::max(sum / count, darkest_paper) : best);
        }
    std::vector<float> row(std::size_t(across) + 1);
    std::vector<int> gains(std::size_t(ink.width));  // 8 bits after the point
    for (int y = 0; y < ink.height; ++y) {
        const float at = std::clamp((float(y) - tile / 2.0F) / tile, 0.0F, float(down - 1));
        const int v = std::min(int(at), std::max(0, down - 2));
        const float share = std::min(1.0F, at - float(v));
        for (int u = 0; u < across; ++u) {
            const float upper = gain[std::size_t(v * across + u)];
            const float lower = gain[std::size_t(std::min(v + 1, down - 1) * across + u)];
            row[std::size_t(u)] = upper + share * (lower - upper);
        }
        row[std::size_t(across)] = row[std::size_t(across) - 1];
        // From the middle of a tile to that of the next.
        std::fill_n(gains.begin(), std::min(tile / 2, ink.width), int(256 * row[0]));
        for (int u = 0, x = tile / 2; x < ink.width; ++u)
            for (const int end = std::min(x + tile, ink.width), first = x; x < end; ++x)
                gains[std::size_t(x)] =
                    int(256 * (row[std::size_t(u)] +
                               float(x - first) / tile * (row[std::size_t(u) + 1] - row[std::size_t(u)])));
        run_wide<Even>(ink.width, static_cast<const int*>(gains.data()),
                       ink.tone.data() + std::ptrdiff_t(y) * ink.width);
        if (!ink.red.empty())
            run_wide<Even>(ink.width, static_cast<const int*>(gains.data()),
                           ink.red.data() + std::ptrdiff_t(y) * ink.width);
    }
}

// Yellowed paper and warm light are a little red all over.
void whiten(Ink& ink) {
    std::array<int, 256> counts{};
    int total = 0;
    for (std::size_t i = 0; i < ink.red.size(); i += 37, ++total) ++counts[ink.red[i]];
    const int usual = percentile(counts, total, 0.5);
    if (usual == 0) return;
    for (std::uint8_t& value : ink.red) value = std::uint8_t(std::max(0, int(value) - usual));
}

}  // namespace

Ink ink_of(const Pix& page, double dpi) {
    Ink ink;
    const int step = reduction_for(dpi);
    const int depth = pixGetDepth(page.get());
    if (pixGetColormap(page.get()) != nullptr)
        planes_of(owned(pixRemoveColormap(page.get(), REMOVE_CMAP_TO_FULL_COLOR)), step, ink);
    else if (depth == 32 || depth == 8)
        planes_of(page, step, ink);
    else
        planes_of(to_grey(page), step, ink);
    ink.dpi = dpi / step;
    if (ink.tone.empty()) return ink;  // a strip that is narrower than a pixel of the planes
    even_out(ink);
    if (!ink.red.empty()) whiten(ink);
    return ink;
}

Ink ink_of(std::string_view bytes, const Header& header, int frame, double dpi) {
    const Pix page = decode(bytes, header, frame, reduction_for(dpi));
    return ink_of(page, dpi * pixGetWidth(page.get()) / header.width);
}

namespace {

Layer empty_layer(const Ink& ink, Layer::Kind kind) {
    Layer layer{kind, ink.width / 2, ink.height / 2, ink.dpi / 2, {}};
    layer.ink.resize(std::size_t(layer.width) * std::size_t(layer.height));
    return layer;
}

struct InkRow {
    [[gnu::always_inline]] static void run(const std::uint8_t* upper, const std::uint8_t* lower, int width,
                                           std::uint8_t* __restrict ink) {
        for (int x = 0; x < width; ++x)
            ink[x] = upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] < 4 * paper;
    }
};

}  // namespace

Layer all_ink_of(const Ink& ink) {
    Layer all = empty_layer(ink, Layer::Kind::all);
    for (int y = 0; y < all.height; ++y) {
        const std::uint8_t* const upper = ink.tone.data() + std::ptrdiff_t(2 * y) * ink.width;
        run_wide<InkRow>(upper, upper + ink.width, all.width, all.ink.data() + std::ptrdiff_t(y) * all.width);
    }
    return all;
}

std::vector<Layer> layers_of(const Ink& ink) {
    Layer red = empty_layer(ink, Layer::Kind::red), middle = empty_layer(ink, Layer::Kind::middle),
          all = all_ink_of(ink);
    std::vector<std::uint8_t> dark(all.ink.size());
    std::size_t reds = 0, i = 0;
    for (int y = 0; y < all.height; ++y) {
        const std::size_t first = std::size_t(2 * y) * std::size_t(ink.width);
        for (int x = 0; x < all.width; ++x, ++i) {
            const std::size_t at = first + std::size_t(2 * x), below = at + std::size_t(ink.width);
            const int a = ink.tone[at], b = ink.tone[at + 1], c = ink.tone[below], d = ink.tone[below + 1];
            dark[i] = std::min(std::min(a, b), std::min(c, d)) < black;
            if (ink.red.empty()) continue;
            const int redness = ink.red[at] + ink.red[at + 1] + ink.red[below] + ink.red[below + 1];
            red.ink[i] = redness > 4 * red_enough;
            reds += red.ink[i];
        }
    }
    std::size_t middles = 0;
    for (int y = 1; y + 1 < all.height; ++y)
        for (int x = 1; x + 1 < all.width; ++x) {
            const std::size_t at = std::size_t(y) * std::size_t(all.width) + std::size_t(x);
            if (!all.ink[at]) continue;
            bool near_black = false;
            for (int j = -1; j <= 1; ++j)
                for (int k = -1; k <= 1; ++k)
                    near_black = near_black || dark[at + std::size_t(std::ptrdiff_t(j) * all.width + k)];
            middle.ink[at] = !near_black;
            middles += !near_black;
        }
    constexpr std::size_t few = 150;  // pixels; a stamp has thousands
    std::vector<Layer> layers;
    if (reds > few) layers.push_back(std::move(red));
    if (middles > few) layers.push_back(std::move(middle));
    layers.push_back(std::move(all));
    return layers;
}

}  // namespace saoy::image
