// SPDX-License-Identifier: Apache-2.0
// Source of the arithmetic: adaptmap.c, rotateam.c, pixconv.c of Leptonica 1.82.
#include "lib/image/sweeps.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "lib/base/wide.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

struct Luminance {
    [[gnu::always_inline]] static void run(const l_uint32* from, int width, std::uint8_t* to) {
        for (int x = 0; x < width; ++x) {
            const float red = float(int(from[x] >> 24)), green = float(int(from[x] >> 16 & 255)),
                        blue = float(int(from[x] >> 8 & 255));
            to[x] = std::uint8_t(int(0.3F * red + 0.5F * green + 0.2F * blue + 0.5F));
        }
    }
};

// ---- paper made even ----

constexpr int tile_width = 10, tile_height = 15;
constexpr int dark = 60, dark_around = 3;  // no paper: what is darker, and pixels near it
constexpr int fewest = 40;                 // pixels of paper in a tile
constexpr int white = 200;

// Whether there is something dark up to three pixels aside; `padded` has room for three more pixels on either side.
struct DarkAside {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, int width, std::uint8_t* padded,
                                           std::uint8_t* aside) {
        for (int x = 0; x < width; ++x) padded[x + dark_around] = row[x] < dark ? 255 : 0;
        for (int x = 0; x < width; ++x)
            aside[x] = std::uint8_t(padded[x] | padded[x + 1] | padded[x + 2] | padded[x + 3] | padded[x + 4] |
                                    padded[x + 5] | padded[x + 6]);
    }
};

struct JoinRow {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, int width, std::uint8_t* joined) {
        for (int x = 0; x < width; ++x) joined[x] |= row[x];
    }
};

struct AddPaper {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, const std::uint8_t* masked, int width,
                                           std::uint16_t* sums, std::uint8_t* counts) {
        for (int x = 0; x < width; ++x) {
            sums[x] = std::uint16_t(sums[x] + (row[x] & ~masked[x] & 255));
            counts[x] = std::uint8_t(counts[x] + (masked[x] == 0 ? 1 : 0));
        }
    }
};

struct Scale {
    [[gnu::always_inline]] static void run(std::uint8_t* row, const std::uint16_t* factors, int width) {
        for (int x = 0; x < width; ++x) {
            const auto level = std::uint16_t((std::uint32_t(row[x]) << 8) * factors[x] >> 16);
            row[x] = std::uint8_t(level < 255 ? level : 255);
        }
    }
};

// Rows of the page with what is near something dark masked out, one after the other from the top.
class Masks {
public:
    explicit Masks(const Raster& grey)
        : grey_(grey),
          stride_(std::size_t(grey.width)),
          padded_(stride_ + 2 * dark_around),
          aside_(std::size_t(kept) * stride_),
          mask_(stride_) {}

    const std::uint8_t* at(int y) {
        for (; made_ <= std::min(grey_.height - 1, y + dark_around); ++made_)
            run_wide<DarkAside>(grey_.samples.data() + std::size_t(made_) * stride_, grey_.width, padded_.data(),
                                row(made_));
        std::fill(mask_.begin(), mask_.end(), std::uint8_t(0));
        for (int near = std::max(0, y - dark_around); near < std::min(made_, y + dark_around + 1); ++near)
            run_wide<JoinRow>(static_cast<const std::uint8_t*>(row(near)), grey_.width, mask_.data());
        return mask_.data();
    }

private:
    static constexpr int kept = 8;
    std::uint8_t* row(int y) { return aside_.data() + std::size_t(y % kept) * stride_; }

    const Raster& grey_;
    std::size_t stride_;
    std::vector<std::uint8_t> padded_, aside_, mask_;
    int made_ = 0;
};

// The paper's level in each whole tile, 0 where there is too little of it.
Pix paper_levels(const Raster& grey) {
    const int across = grey.width / tile_width, down = grey.height / tile_height;
    Pix map =
        owned(pixCreate((grey.width + tile_width - 1) / tile_width, (grey.height + tile_height - 1) / tile_height, 8));
    std::vector<std::uint16_t> sums(std::size_t(grey.width));
    std::vector<std::uint8_t> counts(sums.size());
    Masks masks(grey);
    for (int v = 0; v < down; ++v) {
        std::fill(sums.begin(), sums.end(), std::uint16_t(0));
        std::fill(counts.begin(), counts.end(), std::uint8_t(0));
        for (int y = v * tile_height; y < (v + 1) * tile_height; ++y)
            run_wide<AddPaper>(grey.samples.data() + std::size_t(y) * std::size_t(grey.width), masks.at(y), grey.width,
                               sums.data(), counts.data());
        for (int u = 0; u < across; ++u) {
            int sum = 0, count = 0;
            for (int x = u * tile_width; x < (u + 1) * tile_width; ++x)
                sum += sums[std::size_t(x)], count += counts[std::size_t(x)];
            if (count >= fewest) SET_DATA_BYTE(row_of(map, v), u, sum / count);
        }
    }
    return map;
}

// 256 × what each tile is multiplied with.
Pix factors_of(const Raster& grey) {
    const Pix map = paper_levels(grey);
    if (pixFillMapHoles(map.get(), grey.width / tile_width, grey.height / tile_height, L_FILL_BLACK) != 0) return {};
    constexpr int smooth_across = 2, smooth_down = 1;  // tiles
    return Pix(pixGetInvBackgroundMap(map.get(), white, smooth_across, smooth_down));
}

}  // namespace

Pix grey_of(const Pix& colour) {
    const int width = pixGetWidth(colour.get()), height = pixGetHeight(colour.get());
    Pix grey = owned(pixCreateNoInit(width, height, 8));
    pixCopyResolution(grey.get(), colour.get());
    std::vector<std::uint8_t> levels(words_of(width) * 4);
    for (int y = 0; y < height; ++y) {
        run_wide<Luminance>(static_cast<const l_uint32*>(row_of(colour, y)), width, levels.data());
        swap_words(levels.data(), row_of(grey, y), words_of(width));
    }
    return grey;
}

Raster even_paper(Raster grey) {
    const Pix factors = factors_of(grey);
    if (!factors) return grey;
    std::vector<std::uint16_t> across(std::size_t(grey.width));
    for (int y = 0; y < grey.height; ++y) {
        if (y % tile_height == 0)
            for (int x = 0; x < grey.width; x += tile_width)
                std::fill_n(across.begin() + x, std::min(tile_width, grey.width - x),
                            std::uint16_t(GET_DATA_TWO_BYTES(row_of(factors, y / tile_height), x / tile_width)));
        run_wide<Scale>(grey.samples.data() + std::size_t(y) * std::size_t(grey.width),
                        static_cast<const std::uint16_t*>(across.data()), grey.width);
    }
    return grey;
}

namespace {

struct Below {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, int width, int level, std::uint8_t* ones) {
        const auto bound = std::uint8_t(level);
        for (int x = 0; x < width; ++x) ones[x] = row[x] < bound ? 1 : 0;
    }
};

}  // namespace

Pix below(const Raster& grey, int level) {
    Pix ink = owned(pixCreate(grey.width, grey.height, 1));
    const int dpi = int(std::lround(grey.dpi));
    pixSetResolution(ink.get(), dpi, dpi);
    std::vector<std::uint8_t> ones(std::size_t(grey.width) + 31);
    for (int y = 0; y < grey.height; ++y) {
        run_wide<Below>(grey.samples.data() + std::size_t(y) * std::size_t(grey.width), grey.width, level, ones.data());
        pack_bits(ones.data(), grey.width, row_of(ink, y));
    }
    return ink;
}

// ---- rotation ----

namespace {

// Sixteenths of a pixel from the middle that a row's pixels come from, rounded as Leptonica rounds.
struct Origins {
    [[gnu::always_inline]] static void run(int width, int middle, int above, float sine, float cosine, int* x16,
                                           int* y16) {
        for (int x = 0; x < width; ++x) {
            const int aside = middle - x;
            x16[x] = int(float(-aside) * cosine - float(above) * sine);
            y16[x] = int(float(-above) * cosine + float(aside) * sine);
        }
    }
};

// 1 for a pixel whose origin is not right of that of the pixel before.
struct Breaks {
    [[gnu::always_inline]] static void run(const int* x16, const int* y16, int width, std::uint8_t* breaks) {
        for (int x = 1; x < width; ++x)
            breaks[x] = std::uint8_t(int(x16[x] >> 4 != (x16[x - 1] >> 4) + 1) | int(y16[x] >> 4 != y16[x - 1] >> 4));
    }
};

// Pixels whose origins lie side by side in one row.
struct Mix {
    [[gnu::always_inline]] static void run(const std::uint8_t* upper, const std::uint8_t* lower, const int* x16,
                                           const int* y16, int count, std::uint8_t* to) {
        for (int i = 0; i < count; ++i) {
            const auto right = std::uint16_t(x16[i] & 15), down = std::uint16_t(y16[i] & 15);
            const auto left = std::uint16_t(16 - right), up = std::uint16_t(16 - down);
            const auto top = std::uint16_t(left * upper[i] + right * upper[i + 1]);
            const auto bottom = std::uint16_t(left * lower[i] + right * lower[i + 1]);
            to[i] = std::uint8_t(std::uint16_t(up * top + down * bottom + 128) >> 8);
        }
    }
};

}  // namespace

Pix rotated(const Pix& grey, double radians) {
    constexpr double least = 0.001;  // of a turn that Leptonica makes
    if (std::abs(radians) < least) return owned(pixClone(grey.get()));
    const int width = pixGetWidth(grey.get()), height = pixGetHeight(grey.get());
    const PlainBytes from(grey);
    Pix to = owned(pixCreateNoInit(width, height, 8));
    pixCopyResolution(to.get(), grey.get());
    const auto angle = float(radians);
    const auto sine = float(16 * std::sin(double(angle))), cosine = float(16 * std::cos(double(angle)));
    const auto columns = std::size_t(width);
    std::vector<int> x16(columns), y16(columns);
    std::vector<std::uint8_t> row(std::size_t(from.stride)), breaks(columns);
    for (int y = 0; y < height; ++y) {
        run_wide<Origins>(width, width / 2, height / 2 - y, sine, cosine, x16.data(), y16.data());
        run_wide<Breaks>(static_cast<const int*>(x16.data()), static_cast<const int*>(y16.data()), width,
                         breaks.data());
        const auto source_x = [&](int x) { return width / 2 + (x16[std::size_t(x)] >> 4); };
        const auto source_y = [&](int x) { return height / 2 + (y16[std::size_t(x)] >> 4); };
        for (int x = 0; x < width;) {
            const int at = source_x(x), line = source_y(x);
            if (at < 0 || line < 0 || at > width - 2 || line > height - 2) {
                row[std::size_t(x++)] = 255;
                continue;
            }
            const int most = std::min(width, x + width - 1 - at);
            const void* const broken = std::memchr(breaks.data() + x + 1, 1, std::size_t(most - x - 1));
            const int end = broken == nullptr ? most : int(static_cast<const std::uint8_t*>(broken) - breaks.data());
            const std::uint8_t* const upper = from.bytes.data() + std::ptrdiff_t(line) * from.stride + at;
            run_wide<Mix>(upper, upper + from.stride, static_cast<const int*>(x16.data() + x),
                          static_cast<const int*>(y16.data() + x), end - x, row.data() + x);
            x = end;
        }
        swap_words(row.data(), row_of(to, y), words_of(width));
    }
    return to;
}

// ---- quarter turns ----

namespace {

// 32 rows of 32 bits become 32 columns; the highest bit is the first.
void transpose(std::uint32_t* square) {
    std::uint32_t mask = 0x0000FFFFU;
    for (int half = 16; half != 0; half >>= 1, mask ^= mask << half)
        for (int row = 0; row < 32; row = (row + half + 1) & ~half) {
            const std::uint32_t differ = (square[row] ^ (square[row + half] >> half)) & mask;
            square[row] ^= differ;
            square[row + half] ^= differ << half;
        }
}

}  // namespace

Pix quarter_turned(const Pix& ink, bool clockwise) {
    const int width = pixGetWidth(ink.get()), height = pixGetHeight(ink.get());
    Pix turned = owned(pixCreateNoInit(height, width, 1));
    pixCopyResolution(turned.get(), ink.get());
    const l_uint32* const from = pixGetData(ink.get());
    l_uint32* const to = pixGetData(turned.get());
    const std::ptrdiff_t from_words = pixGetWpl(ink.get()), to_words = pixGetWpl(turned.get());
    std::uint32_t square[32];
    for (int down = 0; down < height; down += 32)
        for (int across = 0; across < width; across += 32) {
            for (int i = 0; i < 32; ++i) {
                const int y = clockwise ? height - 1 - down - i : down + i;
                square[i] = y >= 0 && y < height ? from[y * from_words + across / 32] : 0;
            }
            transpose(square);
            for (int i = 0; i < std::min(32, width - across); ++i)
                to[(clockwise ? across + i : width - 1 - across - i) * to_words + down / 32] = square[i];
        }
    return turned;
}

}  // namespace saoy::image
