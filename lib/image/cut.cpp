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
    for (std::uint8_t& sample : picture.samples)
        sample = std::uint8_t(std::clamp((int(sample) - darkest) * 255 / (255 - darkest), 0, 255));
}

}  // namespace

double strength(const Ink& ink, Layer::Kind kind, double x, double y) {
    const double u = x - 0.5, v = y - 0.5;
    const int left = int(std::floor(u)), top = int(std::floor(v));
    if (left < 0 || top < 0 || left + 1 >= ink.width || top + 1 >= ink.height) return 0;
    constexpr int black = 90;
    const auto value = [&](int i, int j) -> double {
        const std::size_t at = std::size_t(top + j) * std::size_t(ink.width) + std::size_t(left + i);
        if (kind == Layer::Kind::red) return ink.red[at];
        const int tone = ink.tone[at];
        return kind == Layer::Kind::middle && tone < black ? 0 : 255 - tone;
    };
    const double right = u - left, below = v - top;
    return (value(0, 0) * (1 - right) + value(1, 0) * right) * (1 - below) +
           (value(0, 1) * (1 - right) + value(1, 1) * right) * below;
}

Extent print_of(const Raster& picture) {
    std::vector<int> rows(std::size_t(picture.height)), columns(std::size_t(picture.width));
    const std::uint8_t* sample = picture.samples.data();
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (*sample++ < print_level) ++rows[std::size_t(y)], ++columns[std::size_t(x)];
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

Raster inside_of(const Ink& ink, Layer::Kind kind, const LeanRect& rect, int columns, int rows) {
    // So many samples each way of a cell that it has no gaps between them.
    const auto samples = [](double length, int cells) {
        return std::clamp(int(std::lround(length / cells / 1.5)), 1, 4);
    };
    const int across = samples(rect.width, columns), down = samples(rect.height, rows);
    Raster picture{columns, rows, 1, 0, {}};
    picture.samples.reserve(std::size_t(columns) * std::size_t(rows));
    const Places place(rect);
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) {
            double sum = 0;
            for (int j = 0; j < down; ++j)
                for (int i = 0; i < across; ++i) {
                    const Spot spot = place((x + (i + 0.5) / across) * rect.width / columns - rect.width / 2,
                                            (y + (j + 0.5) / down) * rect.height / rows - rect.height / 2);
                    sum += strength(ink, kind, spot.x, spot.y);
                }
            picture.samples.push_back(std::uint8_t(255 - sum / (across * down)));
        }
    return picture;
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
