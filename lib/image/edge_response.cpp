// SPDX-License-Identifier: Apache-2.0
#include "lib/image/edge_response.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>
#include <vector>

namespace saoy::image {

namespace {

constexpr int bins_a_pixel = 4;
constexpr double least_contrast = 20;  // grey levels

// The area with the edge upright: at(line, along) where `along` crosses the edge.
struct View {
    const Raster& page;
    const EdgeArea& area;
    int lines() const { return area.upright ? area.bottom - area.top : area.right - area.left; }
    int length() const { return area.upright ? area.right - area.left : area.bottom - area.top; }
    double at(int line, int along) const {
        const int x = area.left + (area.upright ? along : line), y = area.top + (area.upright ? line : along);
        return page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)];
    }
};

// Where each line crosses the middle grey, as a straight line: along = offset + slope * line.
struct Edge {
    double offset = 0, slope = 0;
};

std::optional<Edge> find_edge(const View& view) {
    double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
    int count = 0;
    for (int line = 0; line < view.lines(); ++line) {
        double low = 255, high = 0;
        for (int along = 0; along < view.length(); ++along) {
            low = std::min(low, view.at(line, along));
            high = std::max(high, view.at(line, along));
        }
        if (high - low < least_contrast) continue;
        const double middle = (low + high) / 2;
        for (int along = 1; along < view.length(); ++along) {
            const double a = view.at(line, along - 1), b = view.at(line, along);
            if ((a < middle) == (b < middle)) continue;
            const double crossing = along - 1 + (middle - a) / (b - a);
            sum_x += line, sum_y += crossing, sum_xx += double(line) * line, sum_xy += line * crossing;
            ++count;
            break;
        }
    }
    const double spread = count * sum_xx - sum_x * sum_x;
    if (count < view.lines() / 2 || count < 8 || spread <= 0) return std::nullopt;
    const double slope = (count * sum_xy - sum_x * sum_y) / spread;
    return Edge{(sum_y - slope * sum_x) / count, slope};
}

// Grey against the distance from the edge, in quarters of a pixel; distances no pixel has are filled from neighbours.
std::vector<double> spread_of(const View& view, const Edge& edge, int reach) {
    const std::size_t bins = std::size_t(2 * reach * bins_a_pixel);
    std::vector<double> sum(bins, 0), count(bins, 0);
    const double cosine = 1 / std::sqrt(1 + edge.slope * edge.slope);
    for (int line = 0; line < view.lines(); ++line)
        for (int along = 0; along < view.length(); ++along) {
            const double distance = (along - edge.offset - edge.slope * line) * cosine;
            const double bin = (distance + reach) * bins_a_pixel;
            if (bin < 0 || bin >= double(bins)) continue;
            sum[std::size_t(bin)] += view.at(line, along);
            count[std::size_t(bin)] += 1;
        }
    const auto first =
        std::size_t(std::find_if(count.begin(), count.end(), [](double n) { return n > 0; }) - count.begin());
    double last = first < bins ? sum[first] / count[first] : 0;
    for (std::size_t i = 0; i < bins; ++i) last = sum[i] = count[i] > 0 ? sum[i] / count[i] : last;
    return sum;
}

// Contrast at `cycles` a bin of a line's spread.
double contrast_at(const std::vector<double>& line_spread, double cycles) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < line_spread.size(); ++i)
        sum += line_spread[i] * std::polar(1.0, -2 * std::numbers::pi * cycles * double(i));
    return std::abs(sum);
}

}  // namespace

double mtf50(const Raster& page, const EdgeArea& area) {
    const View view{page, area};
    if (area.left < 0 || area.top < 0 || area.right > page.width || area.bottom > page.height || view.length() < 16)
        return 0;
    const auto edge = find_edge(view);
    if (!edge) return 0;
    const int reach = std::min(16, view.length() / 2 - 2);
    const std::vector<double> edge_spread = spread_of(view, *edge, reach);
    std::vector<double> line_spread(edge_spread.size(), 0);
    for (std::size_t i = 1; i + 1 < edge_spread.size(); ++i) {
        const double window = 0.54 - 0.46 * std::cos(2 * std::numbers::pi * double(i) / double(edge_spread.size() - 1));
        line_spread[i] = (edge_spread[i + 1] - edge_spread[i - 1]) / 2 * window;
    }
    const double whole = contrast_at(line_spread, 0);
    if (whole < least_contrast / 2) return 0;
    double before = 1;
    constexpr double step = 0.005;  // cycles a pixel
    for (double cycles = step; cycles <= 1; cycles += step) {
        const double now = contrast_at(line_spread, cycles / bins_a_pixel) / whole;
        if (now <= 0.5) return cycles - step + step * (before - 0.5) / (before - now);
        before = now;
    }
    return 1;
}

}  // namespace saoy::image
