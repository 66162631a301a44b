// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "lib/image/rules.hpp"

namespace saoy::image {

namespace {

constexpr std::size_t least_dots = 6;          // in a row
constexpr std::size_t most_dots = 200'000;     // more small spots than any form has: a halftone, left as it is
constexpr double widest = 3.0, tallest = 0.8;  // mm of one dot or dash
constexpr double widest_gap = 30;              // mm between two dots of one row, where text covers the line
constexpr double widest_pitch = 5.0;           // mm between neighbours
constexpr int row_slack = 2;                   // half pixels between neighbours of one row

struct Dot {
    std::size_t component = 0;
    int width = 0, height = 0;
    int x2 = 0, y2 = 0;  // centre in half pixels
};

using Row = std::vector<Dot>;

std::vector<Dot> dots_of(const std::vector<Component>& components, double mm) {
    std::vector<Dot> dots;
    for (std::size_t i = 0; i < components.size(); ++i) {
        const Box& box = components[i].box;
        if (box.width > widest * mm || box.height > std::max(3.0, tallest * mm)) continue;
        dots.push_back({i, box.width, box.height, 2 * box.left + box.width, 2 * box.top + box.height});
    }
    if (dots.size() > most_dots) return {};
    std::sort(dots.begin(), dots.end(),
              [](const Dot& a, const Dot& b) { return a.x2 != b.x2 ? a.x2 < b.x2 : a.y2 < b.y2; });
    return dots;
}

// Strings dots together from left to right; a row may sink or rise slowly.
std::vector<Row> rows_of(const std::vector<Dot>& dots, double mm) {
    std::vector<Row> rows;
    std::map<int, std::size_t> open;  // y of a row's last dot -> row
    const int gap = int(2 * widest_gap * mm);
    for (const Dot& dot : dots) {
        std::size_t best = rows.size();
        for (int y = dot.y2 - row_slack; y <= dot.y2 + row_slack; ++y) {
            const auto found = open.find(y);
            if (found == open.end() || dot.x2 - rows[found->second].back().x2 > gap) continue;
            if (best == rows.size() || rows[found->second].back().x2 > rows[best].back().x2) best = found->second;
        }
        if (best == rows.size())
            rows.emplace_back();
        else
            open.erase(rows[best].back().y2);
        rows[best].push_back(dot);
        open[dot.y2] = best;
    }
    return rows;
}

double median(std::vector<int> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// The row without dots of another size.
Row of_one_size(const Row& row) {
    std::vector<int> widths, heights;
    for (const Dot& dot : row) widths.push_back(dot.width), heights.push_back(dot.height);
    const double width = median(widths), height = median(heights);
    Row same;
    for (const Dot& dot : row)
        if (std::abs(dot.width - width) <= std::max(1.0, 0.15 * width) && std::abs(dot.height - height) <= 1)
            same.push_back(dot);
    return same;
}

bool is_multiple(double distance, double pitch) {
    const double times = std::max(1.0, std::round(distance / pitch));
    return std::abs(distance - times * pitch) <= std::max(1.5, 0.12 * pitch);
}

// Dots one pitch from a neighbour, and single ones left between letters at a multiple of it.
void mark_regular(const Row& row, double mm, std::vector<bool>& marked) {
    if (row.size() < least_dots) return;
    std::vector<double> steps;
    std::vector<int> doubled;
    for (std::size_t i = 1; i < row.size(); ++i) {
        steps.push_back((row[i].x2 - row[i - 1].x2) / 2.0);
        doubled.push_back(row[i].x2 - row[i - 1].x2);
    }
    const double pitch = median(doubled) / 2;
    if (pitch < 2 || pitch > widest_pitch * mm) return;
    std::vector<bool> regular(row.size());
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (std::abs(steps[i] - pitch) <= std::max(1.0, 0.15 * pitch)) regular[i] = regular[i + 1] = true;
    const auto count = std::size_t(std::count(regular.begin(), regular.end(), true));
    if (count < least_dots || count * 2 < row.size()) return;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const bool fits = regular[i] || (i > 0 && i + 1 < row.size() && is_multiple(steps[i - 1], pitch) &&
                                         is_multiple(steps[i], pitch));
        if (fits) marked[row[i].component] = true;
    }
}

}  // namespace

std::vector<bool> find_leaders(const std::vector<Component>& components, double dpi) {
    const double mm = dpi / 25.4;
    std::vector<bool> marked(components.size());
    for (const Row& row : rows_of(dots_of(components, mm), mm))
        if (row.size() >= least_dots) mark_regular(of_one_size(row), mm, marked);
    return marked;
}

}  // namespace saoy::image
