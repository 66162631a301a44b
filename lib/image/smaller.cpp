// SPDX-License-Identifier: Apache-2.0
// Source of the arithmetic: scale1.c, scale2.c of Leptonica 1.82.
#include "lib/image/smaller.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "lib/base/wide.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

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
