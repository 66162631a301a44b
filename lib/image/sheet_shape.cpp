// SPDX-License-Identifier: Apache-2.0
#include "lib/image/sheet_shape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace saoy::image {

double span(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double aslant(const Quad& quad) {
    const auto differ = [](double a, double b) { return std::abs(a - b) / std::max(a, b); };
    return std::max({differ(span(quad[0], quad[1]), span(quad[2], quad[3])),
                     differ(span(quad[1], quad[2]), span(quad[3], quad[0])),
                     differ(span(quad[0], quad[2]), span(quad[1], quad[3]))});
}

// The smaller singular value of the mapping's derivative; it is least at a corner.
double least_dpi(const Quad& quad, double width, double height) {
    const Homography onto_image = Homography::flattening(quad, width, height).inverse();
    const std::array<double, 9>& m = onto_image.matrix();
    double least = std::numeric_limits<double>::max();
    for (const Point corner : {Point{0, 0}, Point{width, 0}, Point{width, height}, Point{0, height}}) {
        const Point at = onto_image(corner);
        const double depth = m[6] * corner.x + m[7] * corner.y + m[8];
        const double xx = (m[0] - at.x * m[6]) / depth, xy = (m[1] - at.x * m[7]) / depth,
                     yx = (m[3] - at.y * m[6]) / depth, yy = (m[4] - at.y * m[7]) / depth;
        const double squares = xx * xx + xy * xy + yx * yx + yy * yy, area = xx * yy - xy * yx;
        const double spread = std::sqrt(std::max(0.0, squares * squares - 4 * area * area));
        least = std::min(least, std::sqrt(std::max(0.0, (squares - spread) / 2)));
    }
    return least;
}

double lean_of_sides(const Quad& quad) {
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point &from = quad[i], &to = quad[(i + 1) % 4];
        const double angle = std::atan2(to.y - from.y, to.x - from.x) * 180 / std::numbers::pi - 90 * double(i);
        const double weight = std::pow(span(from, to), 2);
        sum += weight * std::remainder(angle, 360);
        weights += weight;
    }
    return sum / weights;
}

}  // namespace saoy::image
