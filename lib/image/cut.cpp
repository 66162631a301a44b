// SPDX-License-Identifier: Apache-2.0
#include "lib/image/cut.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace saoy::image {

namespace {

constexpr double picture_dpi = 220;
constexpr int margin = 6;  // pixels of paper around the print

Raster crop(const Raster& picture, const Extent& extent, int around) {
    Raster out;
    out.width = extent.right - extent.left + 2 * around;
    out.height = extent.bottom - extent.top + 2 * around;
    out.dpi = picture.dpi;
    out.samples.assign(std::size_t(out.width) * std::size_t(out.height), 255);
    for (int y = extent.top; y < extent.bottom; ++y)
        std::copy_n(picture.samples.begin() + std::ptrdiff_t(y) * picture.width + extent.left,
                    extent.right - extent.left,
                    out.samples.begin() + std::ptrdiff_t(y - extent.top + around) * out.width + around);
    return out;
}

void clear_edges(Raster& picture, int level) {
    std::vector<int> todo;
    const auto visit = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
        const int at = y * picture.width + x;
        if (picture.samples[std::size_t(at)] >= level) return;
        picture.samples[std::size_t(at)] = 255;
        todo.push_back(at);
    };
    for (int x = 0; x < picture.width; ++x) visit(x, 0), visit(x, picture.height - 1);
    for (int y = 0; y < picture.height; ++y) visit(0, y), visit(picture.width - 1, y);
    while (!todo.empty()) {
        const int at = todo.back(), x = at % picture.width, y = at / picture.width;
        todo.pop_back();
        visit(x - 1, y), visit(x + 1, y), visit(x, y - 1), visit(x, y + 1);
    }
}

// The darkest twentieth becomes black.
void stretch(Raster& picture) {
    std::array<int, 256> counts{};
    for (const std::uint8_t sample : picture.samples) ++counts[sample];
    int seen = 0, darkest = 0;
    while (darkest < 200 && (seen += counts[std::size_t(darkest)]) * 20 < int(picture.samples.size())) ++darkest;
    std::array<std::uint8_t, 256> stretched{};
    for (int value = 0; value < 256; ++value)
        stretched[std::size_t(value)] = std::uint8_t(std::clamp((value - darkest) * 255 / (255 - darkest), 0, 255));
    for (std::uint8_t& sample : picture.samples) sample = stretched[sample];
}

}  // namespace

Extent print_of(const Raster& picture) {
    std::vector<int> rows(std::size_t(picture.height)), columns(std::size_t(picture.width));
    for (int y = 0; y < picture.height; ++y) {
        const std::uint8_t* row = picture.samples.data() + std::ptrdiff_t(y) * picture.width;
        int count = 0, *column = columns.data();
        for (int x = 0; x < picture.width; ++x) {
            const int dark = row[x] < print_level;
            column[x] += dark, count += dark;
        }
        rows[std::size_t(y)] = count;
    }
    const auto span = [](const std::vector<int>& counts, int& first, int& last) {
        first = last = 0;
        bool any = false;
        for (std::size_t i = 0; i < counts.size(); ++i)
            if (counts[i] > 1) {
                if (!any) first = int(i);
                any = true;
                last = int(i) + 1;
            }
    };
    Extent extent;
    span(columns, extent.left, extent.right);
    span(rows, extent.top, extent.bottom);
    return extent;
}

namespace {

// How much ink there is at places of the planes, 0 … 255, between the middles of four pixels. Coordinates have 16 bits
// after the point.
template <Layer::Kind kind>
class Sampler {
public:
    explicit Sampler(const Ink& ink)
        : plane_(kind == Layer::Kind::red ? ink.red.data() : ink.tone.data()), width_(ink.width), height_(ink.height) {}
    int at(std::int64_t x, std::int64_t y) const {
        const int left = int(x >> 16), top = int(y >> 16);
        if (left < 0 || top < 0 || left + 1 >= width_ || top + 1 >= height_) return 0;
        const std::uint8_t* upper = plane_ + std::ptrdiff_t(top) * width_ + left;
        const std::uint8_t* lower = upper + width_;
        const int right = int(x >> 8 & 255), below = int(y >> 8 & 255);
        const int above = value(upper[0]) * (256 - right) + value(upper[1]) * right;
        const int under = value(lower[0]) * (256 - right) + value(lower[1]) * right;
        return (above * (256 - below) + under * below) >> 16;
    }

private:
    static int value(int sample) {
        constexpr int black = 90;
        if (kind == Layer::Kind::red) return sample;
        return kind == Layer::Kind::middle && sample < black ? 0 : 255 - sample;
    }
    const std::uint8_t* plane_;
    int width_, height_;
};

template <Layer::Kind kind>
Raster sampled(const Ink& ink, const LeanRect& rect, int columns, int rows) {
    // So many samples each way of a cell that it has no gaps between them.
    const auto samples = [](double length, int cells) {
        return std::clamp(int(std::lround(length / cells / 1.5)), 1, 4);
    };
    const int across = samples(rect.width, columns), down = samples(rect.height, rows);
    const double step = rect.width / columns / across, drop = rect.height / rows / down;
    const auto fixed = [](double value) { return std::int64_t(std::floor(value * 65536)); };
    const std::int64_t dx = fixed(std::cos(rect.angle) * step), dy = fixed(std::sin(rect.angle) * step);
    const Places place(rect);
    const Sampler<kind> sampler(ink);
    Raster picture{columns, rows, 1, 0, {}};
    picture.samples.reserve(std::size_t(columns) * std::size_t(rows));
    std::vector<int> sums;
    for (int y = 0; y < rows; ++y) {
        sums.assign(std::size_t(columns), 0);
        for (int j = 0; j < down; ++j) {
            const Spot first = place(step / 2 - rect.width / 2, (y * down + j + 0.5) * drop - rect.height / 2);
            std::int64_t u = fixed(first.x - 0.5), v = fixed(first.y - 0.5);
            for (int& sum : sums)
                for (int i = 0; i < across; ++i, u += dx, v += dy) sum += sampler.at(u, v);
        }
        for (const int sum : sums) picture.samples.push_back(std::uint8_t(255 - sum / (across * down)));
    }
    return picture;
}

}  // namespace

Raster inside_of(const Ink& ink, Layer::Kind kind, const LeanRect& rect, int columns, int rows) {
    if (kind == Layer::Kind::red) return sampled<Layer::Kind::red>(ink, rect, columns, rows);
    if (kind == Layer::Kind::middle) return sampled<Layer::Kind::middle>(ink, rect, columns, rows);
    return sampled<Layer::Kind::all>(ink, rect, columns, rows);
}

std::optional<Raster> picture_of(const Ink& ink, Layer::Kind kind, const LeanRect& rect, bool framed) {
    const double step = ink.dpi / picture_dpi;
    const int width = int(rect.width / step), height = int(rect.height / step);
    if (width < 12 || height < 8) return {};
    Raster picture = inside_of(ink, kind, rect, width, height);
    picture.dpi = picture_dpi;
    stretch(picture);
    if (framed) clear_edges(picture, print_level);
    const Extent print = print_of(picture);
    if (print.empty() || print.bottom - print.top < 10 || print.right - print.left < 10) return {};
    return crop(picture, print, margin);
}

}  // namespace saoy::image
