// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/leaders.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace saoy::ocr {

namespace {

constexpr std::size_t least_dots = 8;       // in a row
constexpr std::size_t most_dots = 200'000;  // more small spots than any form has: a halftone, left as it is
constexpr double dots_an_inch = 40;         // a dot is smaller than 1/40 inch (0.6 mm)
constexpr double widest_gap = 1.2;          // inches between two dots of one row, where text covers the line
constexpr double widest_pitch = 0.14;       // inches between neighbours
constexpr int row_slack = 2;                // half pixels between neighbours of one row

struct Dot {
    Box box;
    int x2 = 0, y2 = 0;  // centre in half pixels
};

// Everything darker than a third of the way from paper to ink.
int ink_threshold(const Raster& grey) {
    std::array<std::size_t, 256> histogram{};
    for (const std::uint8_t sample : grey.samples) ++histogram[sample];
    const int paper = int(std::max_element(histogram.begin() + 128, histogram.end()) - histogram.begin());
    std::size_t darker = 0;
    int ink = 0;
    while (ink < paper && (darker += histogram[std::size_t(ink)]) < grey.samples.size() / 200) ++ink;
    return paper - std::max(20, (paper - ink) / 3);
}

class Spots {
public:
    Spots(const Raster& grey, int threshold) : grey_(grey), threshold_(threshold), seen_(grey.samples.size()) {}

    // The connected dark spots not larger than `most` pixels each way, in order of x.
    std::vector<Dot> small(int most) {
        std::vector<Dot> dots;
        for (int y = 0; y < grey_.height; ++y)
            for (int x = 0; x < grey_.width; ++x) {
                if (!take(x, y)) continue;
                const Box box = flood(x, y);
                if (box.width > most || box.height > most) continue;
                dots.push_back({box, 2 * box.left + box.width, 2 * box.top + box.height});
                if (dots.size() > most_dots) return {};
            }
        std::sort(dots.begin(), dots.end(),
                  [](const Dot& a, const Dot& b) { return a.x2 != b.x2 ? a.x2 < b.x2 : a.y2 < b.y2; });
        return dots;
    }

private:
    bool take(int x, int y) {
        const std::size_t at = std::size_t(y) * std::size_t(grey_.width) + std::size_t(x);
        if (seen_[at] || grey_.samples[at] >= threshold_) return false;
        seen_[at] = true;
        return true;
    }

    Box flood(int x, int y) {
        int left = x, right = x, top = y, bottom = y;
        stack_.assign(1, {x, y});
        while (!stack_.empty()) {
            const auto [cx, cy] = stack_.back();
            stack_.pop_back();
            left = std::min(left, cx), right = std::max(right, cx);
            top = std::min(top, cy), bottom = std::max(bottom, cy);
            for (int ny = std::max(0, cy - 1); ny <= std::min(grey_.height - 1, cy + 1); ++ny)
                for (int nx = std::max(0, cx - 1); nx <= std::min(grey_.width - 1, cx + 1); ++nx)
                    if (take(nx, ny)) stack_.push_back({nx, ny});
        }
        return {left, top, right - left + 1, bottom - top + 1};
    }

    const Raster& grey_;
    int threshold_;
    std::vector<bool> seen_;
    std::vector<std::pair<int, int>> stack_;
};

using Row = std::vector<Dot>;

// Strings dots together from left to right; a row may sink or rise slowly.
std::vector<Row> rows_of(const std::vector<Dot>& dots, double dpi) {
    std::vector<Row> rows;
    std::map<int, std::size_t> open;  // y of a row's last dot -> row
    const int gap = int(2 * widest_gap * dpi);
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

template <class Value>
double median(std::vector<Value> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return double(*middle);
}

// The row without dots of another size.
Row of_one_size(const Row& row) {
    std::vector<int> widths, heights;
    for (const Dot& dot : row) widths.push_back(dot.box.width), heights.push_back(dot.box.height);
    const double width = median(widths), height = median(heights);
    Row same;
    for (const Dot& dot : row)
        if (std::abs(dot.box.width - width) <= 1 && std::abs(dot.box.height - height) <= 1) same.push_back(dot);
    return same;
}

bool is_multiple(double distance, double pitch) {
    const double times = std::max(1.0, std::round(distance / pitch));
    return std::abs(distance - times * pitch) <= std::max(1.5, 0.12 * pitch);
}

// Dots one pitch from a neighbour, and single ones left between letters at a multiple of it.
void collect_regular(const Row& row, double dpi, std::vector<Box>& leaders) {
    if (row.size() < least_dots) return;
    std::vector<double> steps;
    for (std::size_t i = 1; i < row.size(); ++i) steps.push_back((row[i].x2 - row[i - 1].x2) / 2.0);
    const double pitch = median(steps);
    if (pitch < 2 || pitch > widest_pitch * dpi) return;
    std::vector<bool> regular(row.size());
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (std::abs(steps[i] - pitch) <= std::max(1.0, 0.15 * pitch)) regular[i] = regular[i + 1] = true;
    const auto count = std::size_t(std::count(regular.begin(), regular.end(), true));
    if (count < least_dots || count * 2 < row.size()) return;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const bool fits = regular[i] || (i > 0 && i + 1 < row.size() && is_multiple(steps[i - 1], pitch) &&
                                         is_multiple(steps[i], pitch));
        if (fits) leaders.push_back(row[i].box);
    }
}

void paint_out(Raster& grey, const Box& dot) {
    const int left = std::max(0, dot.left - 1), right = std::min(grey.width - 1, dot.left + dot.width);
    const int top = std::max(0, dot.top - 1), bottom = std::min(grey.height - 1, dot.top + dot.height);
    const auto at = [&](int x, int y) -> std::uint8_t& {
        return grey.samples[std::size_t(y) * std::size_t(grey.width) + std::size_t(x)];
    };
    std::vector<int> paper;
    for (int x = left; x <= right; ++x) paper.push_back(at(x, top)), paper.push_back(at(x, bottom));
    for (int y = top; y <= bottom; ++y) paper.push_back(at(left, y)), paper.push_back(at(right, y));
    std::sort(paper.begin(), paper.end());
    const auto colour = std::uint8_t(paper[paper.size() * 3 / 4]);
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) at(x, y) = std::max(at(x, y), colour);
}

}  // namespace

std::vector<Box> find_leader_dots(const Raster& grey) {
    if (grey.channels != 1 || grey.width <= 0 || grey.height <= 0) return {};
    const double dpi = grey.dpi >= 70 ? grey.dpi : 200;
    const int most = std::max(3, int(std::lround(dpi / dots_an_inch)));
    std::vector<Box> leaders;
    for (const Row& row : rows_of(Spots(grey, ink_threshold(grey)).small(most), dpi))
        if (row.size() >= least_dots) collect_regular(of_one_size(row), dpi, leaders);
    return leaders;
}

int remove_leaders(Raster& grey) {
    const std::vector<Box> dots = find_leader_dots(grey);
    for (const Box& dot : dots) paint_out(grey, dot);
    return int(dots.size());
}

}  // namespace saoy::ocr
