// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "lib/image/cut.hpp"
#include "lib/image/marks.hpp"

namespace saoy::image {

namespace {

// Means of the print over cells, as many as a shape has pixels; a little soft, so that a pixel's shift does not count.
std::vector<float> cells_of(const Raster& picture, const Extent& print, int width, int height) {
    const float across = float(print.right - print.left) / float(width),
                down = float(print.bottom - print.top) / float(height);
    std::vector<float> cells;
    cells.reserve(std::size_t(width) * std::size_t(height));
    for (int y = 0; y < height; ++y) {
        const int top = std::max(0, int(float(print.top) + (float(y) - 0.25F) * down));
        const int bottom =
            std::clamp(int(std::ceil(float(print.top) + (float(y) + 1.25F) * down)), top + 1, picture.height);
        for (int x = 0; x < width; ++x) {
            const int left = std::max(0, int(float(print.left) + (float(x) - 0.25F) * across));
            const int right =
                std::clamp(int(std::ceil(float(print.left) + (float(x) + 1.25F) * across)), left + 1, picture.width);
            int sum = 0;
            for (int j = top; j < bottom; ++j)
                for (int i = left; i < right; ++i)
                    sum += 255 - picture.samples[std::size_t(j) * std::size_t(picture.width) + std::size_t(i)];
            cells.push_back(float(sum) / float((bottom - top) * (right - left)));
        }
    }
    return cells;
}

// Correlation of the cells, moved by (dx, dy), with the shape's ink.
double correlation(const std::vector<float>& cells, const Raster& shape, int dx, int dy) {
    float a = 0, b = 0, aa = 0, bb = 0, ab = 0, count = 0;
    for (int y = std::max(0, dy); y < shape.height + std::min(0, dy); ++y) {
        const float* p = cells.data() + std::ptrdiff_t(y - dy) * shape.width - dx;
        const std::uint8_t* q = shape.samples.data() + std::ptrdiff_t(y) * shape.width;
        for (int x = std::max(0, dx); x < shape.width + std::min(0, dx); ++x) {
            const float ink = 255.0F - float(q[x]);
            a += p[x], b += ink, aa += p[x] * p[x], bb += ink * ink, ab += p[x] * ink, count += 1;
        }
    }
    const double spread = (double(aa) - double(a) * a / count) * (double(bb) - double(b) * b / count);
    return spread > 0 ? (double(ab) - double(a) * b / count) / std::sqrt(spread) : 0;
}

}  // namespace

double likeness(const Raster& picture, const std::vector<Raster>& shapes) {
    const Extent print = print_of(picture);
    if (print.empty() || shapes.empty()) return 0;
    const double aspect = double(print.right - print.left) / (print.bottom - print.top);
    const double wanted = double(shapes[0].width) / shapes[0].height;
    if (aspect > 1.6 * wanted || wanted > 1.6 * aspect) return 0;
    const std::vector<float> cells = cells_of(picture, print, shapes[0].width, shapes[0].height);
    double best = 0;
    for (const Raster& shape : shapes) {
        const double straight = correlation(cells, shape, 0, 0);
        best = std::max(best, straight);
        if (straight < 0.25) continue;  // moving it by a pixel will not help
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -2; dx <= 2; ++dx)
                if (dx != 0 || dy != 0) best = std::max(best, correlation(cells, shape, dx, dy));
    }
    return best;
}

}  // namespace saoy::image
