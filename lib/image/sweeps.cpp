// SPDX-License-Identifier: Apache-2.0
// Source of the arithmetic: adaptmap.c, rotateam.c, pixconv.c of Leptonica 1.82.
#include "lib/image/sweeps.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "lib/base/wide.hpp"

namespace saoy::image {

namespace {

static_assert(std::endian::native == std::endian::little);

l_uint32* row_of(const Pix& pix, int y) { return pixGetData(pix.get()) + std::ptrdiff_t(y) * pixGetWpl(pix.get()); }

std::size_t words_of(int width) { return (std::size_t(width) + 3) / 4; }

// The bytes of an 8-bit image in their order, each row from a multiple of four.
struct PlainBytes {
    explicit PlainBytes(const Pix& pix)
        : stride(int(words_of(pixGetWidth(pix.get())) * 4)),
          bytes(std::size_t(stride) * std::size_t(pixGetHeight(pix.get()))) {
        for (int y = 0; y < pixGetHeight(pix.get()); ++y)
            swap_words(row_of(pix, y), bytes.data() + std::ptrdiff_t(y) * stride, words_of(pixGetWidth(pix.get())));
    }
    int stride;
    std::vector<std::uint8_t> bytes;
};

struct SwapWords {
    [[gnu::always_inline]] static void run(const std::uint8_t* from, std::uint8_t* to, std::size_t words) {
        for (std::size_t i = 0; i < words; ++i) {
            std::uint32_t word = 0;
            std::memcpy(&word, from + 4 * i, 4);
            word = __builtin_bswap32(word);
            std::memcpy(to + 4 * i, &word, 4);
        }
    }
};

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

void swap_words(const void* from, void* to, std::size_t words) {
    run_wide<SwapWords>(static_cast<const std::uint8_t*>(from), static_cast<std::uint8_t*>(to), words);
}

// A product gathers the lowest bits of eight bytes in its highest byte, the first of them highest.
void pack_bits(const std::uint8_t* ones, int width, l_uint32* row) {
    for (int x = 0; x < width; x += 32, ++row) {
        l_uint32 word = 0;
        for (int byte = 0; byte < 4; ++byte) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, ones + x + 8 * byte, 8);
            word = word << 8 | l_uint32(eight * 0x8040201008040201U >> 56);
        }
        *row = word;
    }
}

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

// ---- smaller ----

namespace {

// Of two rows, sixteenths.
struct Between {
    [[gnu::always_inline]] static void run(const std::uint8_t* upper, const std::uint8_t* lower, int down, int width,
                                           std::uint16_t* mixed) {
        const auto up = std::uint16_t(16 - down), by = std::uint16_t(down);
        for (int x = 0; x < width; ++x) mixed[x] = std::uint16_t(up * upper[x] + by * lower[x]);
    }
};

struct Darker {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, int width, std::uint8_t* darkest) {
        for (int x = 0; x < width; ++x) darkest[x] = row[x] < darkest[x] ? row[x] : darkest[x];
    }
};

}  // namespace

Pix a_little_smaller(const Pix& grey, float factor) {
    const int from_width = pixGetWidth(grey.get()), from_height = pixGetHeight(grey.get());
    const int width = int(factor * float(from_width) + 0.5), height = int(factor * float(from_height) + 0.5);
    Pix smaller = owned(pixCreateNoInit(width, height, 8));
    pixCopyResolution(smaller.get(), grey.get());
    pixScaleResolution(smaller.get(), factor, factor);
    const auto step_x = float(16.0 * from_width / width), step_y = float(16.0 * from_height / height);
    const auto columns = std::size_t(width);
    std::vector<int> left(columns);
    std::vector<std::uint16_t> right_part(columns), mixed(std::size_t(from_width) + 1);
    for (int x = 0; x < width; ++x) {
        const int at = int(step_x * float(x));
        left[std::size_t(x)] = at >> 4, right_part[std::size_t(x)] = std::uint16_t(at & 15);
    }
    const PlainBytes from(grey);
    std::vector<std::uint8_t> row(words_of(width) * 4);
    for (int y = 0; y < height; ++y) {
        const int at = int(step_y * float(y)), top = at >> 4;
        const std::uint8_t* const upper = from.bytes.data() + std::ptrdiff_t(top) * from.stride;
        run_wide<Between>(upper, top + 1 < from_height ? upper + from.stride : upper, at & 15, from_width,
                          mixed.data());
        mixed[std::size_t(from_width)] = mixed[std::size_t(from_width) - 1];
        for (std::size_t x = 0; x < columns; ++x) {
            const std::uint16_t* const pair = mixed.data() + left[x];
            row[x] = std::uint8_t(((16 - right_part[x]) * pair[0] + right_part[x] * pair[1] + 128) >> 8);
        }
        swap_words(row.data(), row_of(smaller, y), words_of(width));
    }
    return smaller;
}

namespace {

// Pixels in sixteenths that each pixel of the result covers along one side.
struct Cover {
    Cover(int from, int to) : step(float(16.0 * from / to)) {}
    struct Span {
        int first, last;  // pixels; the last perhaps by nothing
        int of_first, of_last;
        int sum() const { return of_first + 16 * (last - first - 1) + of_last; }
        int part(int at) const { return at == first ? of_first : at == last ? of_last : 16; }
    };
    Span at(int i) const {
        const int begin = int(step * float(i)), end = int(double(step) * (i + 1.0));
        return {begin >> 4, end >> 4, 16 - (begin & 15), end & 15};
    }
    float step;
};

struct AddRow {
    [[gnu::always_inline]] static void run(const std::uint8_t* row, int part, int width, std::uint32_t* sums) {
        for (int x = 0; x < width; ++x) sums[x] += std::uint32_t(part) * row[x];
    }
};

// A row of results from sums of columns; in colour the four bytes of a pixel at once. A double's quotient is rounded to
// no other whole number.
struct ColourMeans {
    using Bytes4 = std::uint8_t __attribute__((vector_size(4)));
    using Wide4 = std::uint32_t __attribute__((vector_size(16)));
    using Double4 = double __attribute__((vector_size(32)));
    [[gnu::always_inline]] static void run(const std::uint32_t* sums, const Cover::Span* spans, int width, int rows,
                                           std::uint8_t* to) {
        for (int x = 0; x < width; ++x, to += 4) {
            const Cover::Span& columns = spans[x];
            Wide4 sum = Wide4{} + 128;
            for (int i = columns.first; i <= columns.last; ++i) {
                Wide4 some;
                std::memcpy(&some, sums + std::ptrdiff_t(i) * 4, sizeof some);
                sum += some * std::uint32_t(columns.part(i));
            }
            const Double4 means = __builtin_convertvector(sum, Double4) / double(columns.sum() * rows);
            const Bytes4 mean = __builtin_convertvector(__builtin_convertvector(means, Wide4), Bytes4);
            std::memcpy(to, &mean, sizeof mean);
        }
    }
};

struct GreyMeans {
    [[gnu::always_inline]] static void run(const std::uint32_t* sums, const Cover::Span* spans, int width, int rows,
                                           std::uint8_t* to) {
        for (int x = 0; x < width; ++x) {
            const Cover::Span& columns = spans[x];
            std::uint32_t sum = 128;
            for (int i = columns.first; i <= columns.last; ++i) sum += sums[i] * std::uint32_t(columns.part(i));
            to[x] = std::uint8_t(sum / std::uint32_t(columns.sum() * rows));
        }
    }
};

}  // namespace

// Rows are summed first, whole; then columns. At the right and lower edges Leptonica takes one pixel for all.
Pix much_smaller(const Pix& page, float factor) {
    const int from_width = pixGetWidth(page.get()), from_height = pixGetHeight(page.get());
    const int depth = pixGetDepth(page.get()), bytes = depth / 8;
    const int width = int(factor * float(from_width) + 0.5), height = int(factor * float(from_height) + 0.5);
    Pix smaller = owned(pixCreateNoInit(width, height, depth));
    pixCopyResolution(smaller.get(), page.get());
    pixScaleResolution(smaller.get(), factor, factor);
    const Cover across(from_width, width), down(from_height, height);
    std::vector<Cover::Span> columns;
    for (int x = 0; x < width; ++x) columns.push_back(across.at(x));
    const auto inner = int(std::find_if(columns.begin(), columns.end(),
                                        [&](const Cover::Span& span) { return span.last > from_width - 2; }) -
                           columns.begin());
    const auto from_words = std::size_t(pixGetWpl(page.get())), to_words = std::size_t(pixGetWpl(smaller.get()));
    std::vector<std::uint8_t> plain(from_words * 4), row(to_words * 4);
    std::vector<std::uint32_t> sums(from_words * 4);
    for (int y = 0; y < height; ++y) {
        const Cover::Span rows = down.at(y);
        const bool low = rows.last > from_height - 2;
        std::fill(sums.begin(), sums.end(), 0U);
        for (int i = low ? rows.first : rows.last; i >= rows.first; --i) {  // the first one stays in `plain`
            swap_words(row_of(page, i), plain.data(), from_words);
            run_wide<AddRow>(static_cast<const std::uint8_t*>(plain.data()), rows.part(i), int(from_words * 4),
                             sums.data());
        }
        const auto* const summed = static_cast<const std::uint32_t*>(sums.data());
        const auto* const spans = static_cast<const Cover::Span*>(columns.data());
        if (!low && bytes == 4) run_wide<ColourMeans>(summed, spans, inner, rows.sum(), row.data());
        if (!low && bytes == 1) run_wide<GreyMeans>(summed, spans, inner, rows.sum(), row.data());
        for (int x = low ? 0 : inner; x < width; ++x)
            std::copy_n(plain.data() + std::ptrdiff_t(columns[std::size_t(x)].first) * bytes, bytes,
                        row.data() + std::ptrdiff_t(x) * bytes);
        swap_words(row.data(), row_of(smaller, y), to_words);
    }
    return smaller;
}

Pix darkest_of_squares(const Pix& grey, int size) {
    const int from_width = pixGetWidth(grey.get());
    const int width = std::max(1, from_width / size), height = std::max(1, pixGetHeight(grey.get()) / size);
    Pix small = owned(pixCreateNoInit(width, height, 8));
    const std::size_t words = words_of(from_width);
    std::vector<std::uint8_t> plain(words * 4), darkest(words * 4), row(words_of(width) * 4);
    for (int y = 0; y < height; ++y) {
        std::fill(darkest.begin(), darkest.end(), std::uint8_t(255));
        for (int i = y * size; i < (y + 1) * size; ++i) {
            swap_words(row_of(grey, i), plain.data(), words);
            run_wide<Darker>(static_cast<const std::uint8_t*>(plain.data()), from_width, darkest.data());
        }
        for (int x = 0; x < width; ++x)
            row[std::size_t(x)] = *std::min_element(darkest.begin() + x * size, darkest.begin() + (x + 1) * size);
        swap_words(row.data(), row_of(small, y), words_of(width));
    }
    return small;
}

}  // namespace saoy::image
