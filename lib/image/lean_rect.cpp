// SPDX-License-Identifier: Apache-2.0
#include "lib/image/lean_rect.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saoy::image {

namespace {

double turn(const Spot& a, const Spot& b, const Spot& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

// Andrew's monotone chain.
std::vector<Spot> hull_of(std::vector<Spot> points) {
    std::sort(points.begin(), points.end(),
              [](const Spot& a, const Spot& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<Spot> hull;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t start = hull.size();
        for (const Spot& point : points) {
            while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return hull;
}

}  // namespace

Places::Places(const LeanRect& rect) : x_(rect.x), y_(rect.y), c_(std::cos(rect.angle)), s_(std::sin(rect.angle)) {}

Spot LeanRect::place(double along, double across) const { return Places(*this)(along, across); }

LeanRect smallest_rect(std::vector<Spot> points) {
    if (points.empty()) return {};
    const std::vector<Spot> hull = hull_of(std::move(points));
    LeanRect best;
    double least = -1;
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Spot& a = hull[i];
        const Spot& b = hull[(i + 1) % hull.size()];
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        if (length == 0) continue;
        const double c = (b.x - a.x) / length, s = (b.y - a.y) / length;
        double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
        for (const Spot& p : hull) {
            const double along = p.x * c + p.y * s, across = p.y * c - p.x * s;
            left = std::min(left, along), right = std::max(right, along);
            top = std::min(top, across), bottom = std::max(bottom, across);
        }
        const double area = (right - left) * (bottom - top);
        if (least >= 0 && area >= least) continue;
        least = area;
        const double u = (left + right) / 2, v = (top + bottom) / 2;
        best = {u * c - v * s, u * s + v * c, right - left, bottom - top, std::atan2(s, c)};
    }
    if (best.width < best.height) {
        std::swap(best.width, best.height);
        best.angle += std::numbers::pi / 2;
    }
    while (best.angle > std::numbers::pi / 2) best.angle -= std::numbers::pi;
    while (best.angle <= -std::numbers::pi / 2) best.angle += std::numbers::pi;
    return best;
}

}  // namespace saoy::image
