// SPDX-License-Identifier: Apache-2.0
#include "lib/model/free_place.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace saoy {

namespace {

constexpr double cell_mm = 1;
// Of 255. Paper grain and JPEG noise stay below it; a pale pink stamp on white differs by 60 and more.
constexpr int visible_difference = 20;
constexpr int speck_pixels = 2;  // fewer differing pixels in a cell are dust

int paper_grey(const Raster& page) {
    std::array<std::size_t, 256> histogram{};
    for (const std::uint8_t sample : page.samples) ++histogram[sample];
    return int(std::max_element(histogram.begin(), histogram.end()) - histogram.begin());
}

// How many cells with ink lie above and left of each corner.
class InkMap {
public:
    explicit InkMap(const Raster& page) {
        const double cell = cell_mm * page.dpi / 25.4;  // pixels
        columns_ = std::max(1, int(std::floor(page.width / cell)));
        rows_ = std::max(1, int(std::floor(page.height / cell)));
        std::vector<int> specks(std::size_t(columns_) * std::size_t(rows_));
        const int paper = paper_grey(page);
        const std::uint8_t* sample = page.samples.data();
        for (int y = 0; y < page.height; ++y) {
            const std::size_t row = std::size_t(std::min(rows_ - 1, int(y / cell))) * std::size_t(columns_);
            for (int x = 0; x < page.width; ++x, ++sample)
                if (std::abs(int(*sample) - paper) > visible_difference)
                    ++specks[row + std::size_t(std::min(columns_ - 1, int(x / cell)))];
        }
        sums_.resize(std::size_t(columns_ + 1) * std::size_t(rows_ + 1));
        for (int row = 0; row < rows_; ++row)
            for (int column = 0; column < columns_; ++column) {
                const std::size_t at = std::size_t(row) * std::size_t(columns_) + std::size_t(column);
                sum(row + 1, column + 1) = sum(row, column + 1) + sum(row + 1, column) - sum(row, column) +
                                           (specks[at] >= speck_pixels ? 1 : 0);
            }
    }

    int rows() const { return rows_; }
    int columns() const { return columns_; }

    // Clipped to the page.
    bool clear(int top, int left, int bottom, int right) const {
        top = std::clamp(top, 0, rows_), bottom = std::clamp(bottom, 0, rows_);
        left = std::clamp(left, 0, columns_), right = std::clamp(right, 0, columns_);
        return sum(bottom, right) - sum(top, right) - sum(bottom, left) + sum(top, left) == 0;
    }

private:
    std::size_t index(int row, int column) const {
        return std::size_t(row) * std::size_t(columns_ + 1) + std::size_t(column);
    }
    int& sum(int row, int column) { return sums_[index(row, column)]; }
    int sum(int row, int column) const { return sums_[index(row, column)]; }

    int columns_ = 0, rows_ = 0;
    std::vector<int> sums_;
};

}  // namespace

std::optional<Area> free_place(const Raster& page, const Extent& block, const Clearance& clearance) {
    if (page.channels != 1 || page.dpi <= 0 || page.samples.empty()) return std::nullopt;
    const InkMap ink(page);
    const auto cells = [](double mm) { return int(std::ceil(mm / cell_mm)); };
    const int width = cells(block.width), height = cells(block.height);
    const int edge = cells(clearance.from_edge), gap = cells(clearance.from_ink);
    for (int top = ink.rows() - edge - height; top >= edge; --top)
        for (int left = ink.columns() - edge - width; left >= edge; --left)
            if (ink.clear(top - gap, left - gap, top + height + gap, left + width + gap))
                return Area{left * cell_mm, top * cell_mm, block.width, block.height};
    return std::nullopt;
}

}  // namespace saoy
