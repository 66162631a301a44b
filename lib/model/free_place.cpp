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
// A larger speck is noise only where it stands alone: dots in company are a line to write on, a pale stamp, an accent.
constexpr double speck_mm = 0.5;
constexpr int speck_alone = 3;  // cells without other ink on each side

int paper_grey(const Raster& page) {
    std::array<std::size_t, 256> histogram{};
    for (const std::uint8_t sample : page.samples) ++histogram[sample];
    return int(std::max_element(histogram.begin(), histogram.end()) - histogram.begin());
}

// What differs from the paper in a part of the page: how many pixels, and the box around them, its ends included.
struct Marks {
    int pixels = 0, left = 0, top = 0, right = 0, bottom = 0;

    void add(const Marks& more) {
        if (more.pixels == 0) return;
        const Marks was = pixels == 0 ? more : *this;
        *this = {pixels + more.pixels, std::min(was.left, more.left), std::min(was.top, more.top),
                 std::max(was.right, more.right), std::max(was.bottom, more.bottom)};
    }
};

// How many cells with ink lie above and left of each corner.
class InkMap {
public:
    explicit InkMap(const Raster& page) {
        const double cell = cell_mm * page.dpi / 25.4;  // pixels
        columns_ = std::max(1, int(std::floor(page.width / cell)));
        rows_ = std::max(1, int(std::floor(page.height / cell)));
        std::vector<Marks> cells(std::size_t(columns_) * std::size_t(rows_));
        const int paper = paper_grey(page);
        const std::uint8_t* sample = page.samples.data();
        for (int y = 0; y < page.height; ++y) {
            const std::size_t row = std::size_t(std::min(rows_ - 1, int(y / cell))) * std::size_t(columns_);
            for (int x = 0; x < page.width; ++x, ++sample)
                if (std::abs(int(*sample) - paper) > visible_difference)
                    cells[row + std::size_t(std::min(columns_ - 1, int(x / cell)))].add({1, x, y, x, y});
        }
        std::vector<bool> ink(cells.size());
        for (std::size_t at = 0; at < cells.size(); ++at) ink[at] = cells[at].pixels >= speck_pixels;
        count(ink);
        count(without_specks(cells, ink, speck_mm * page.dpi / 25.4));
    }

    int rows() const { return rows_; }
    int columns() const { return columns_; }

    bool clear(int top, int left, int bottom, int right) const { return inked(top, left, bottom, right) == 0; }

private:
    void count(const std::vector<bool>& ink) {
        sums_.assign(std::size_t(columns_ + 1) * std::size_t(rows_ + 1), 0);
        for (int row = 0; row < rows_; ++row)
            for (int column = 0; column < columns_; ++column)
                sum(row + 1, column + 1) =
                    sum(row, column + 1) + sum(row + 1, column) - sum(row, column) + (ink[cell(row, column)] ? 1 : 0);
    }

    // A speck may lie across the border of cells: it is looked for in each two by two, all that differs there counted.
    std::vector<bool> without_specks(const std::vector<Marks>& cells, std::vector<bool> ink, double most) const {
        for (int row = 0; row < rows_; ++row)
            for (int column = 0; column < columns_; ++column) {
                const int below = std::min(row + 2, rows_), after = std::min(column + 2, columns_);
                if (clear(row, column, below, after) || !alone(row, column, below, after)) continue;
                Marks speck;
                for (int r = row; r < below; ++r)
                    for (int c = column; c < after; ++c) speck.add(cells[cell(r, c)]);
                if (speck.right - speck.left + 1 > most || speck.bottom - speck.top + 1 > most) continue;
                for (int r = row; r < below; ++r)
                    for (int c = column; c < after; ++c) ink[cell(r, c)] = false;
            }
        return ink;
    }

    bool alone(int top, int left, int bottom, int right) const {
        return inked(top - speck_alone, left - speck_alone, bottom + speck_alone, right + speck_alone) ==
               inked(top, left, bottom, right);
    }

    // Cells with ink, clipped to the page.
    int inked(int top, int left, int bottom, int right) const {
        top = std::clamp(top, 0, rows_), bottom = std::clamp(bottom, 0, rows_);
        left = std::clamp(left, 0, columns_), right = std::clamp(right, 0, columns_);
        return sum(bottom, right) - sum(top, right) - sum(bottom, left) + sum(top, left);
    }

    std::size_t cell(int row, int column) const {
        return std::size_t(row) * std::size_t(columns_) + std::size_t(column);
    }
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

std::optional<Area> corner_place(const Raster& page, const Extent& block, const Clearance& clearance, double depth) {
    if (page.channels != 1 || page.dpi <= 0 || page.samples.empty()) return std::nullopt;
    const InkMap ink(page);
    const auto cells = [](double mm) { return int(std::ceil(mm / cell_mm)); };
    const int width = cells(block.width), height = cells(block.height);
    const int edge = cells(clearance.from_edge), gap = cells(clearance.from_ink);
    for (int top = edge; top + height <= std::min(cells(depth), ink.rows() - edge); ++top)
        for (int left = ink.columns() - edge - width; left >= edge && 2 * left + width >= ink.columns(); --left)
            if (ink.clear(top - gap, left - gap, top + height + gap, left + width + gap))
                return Area{left * cell_mm, top * cell_mm, block.width, block.height};
    return std::nullopt;
}

}  // namespace saoy
