// SPDX-License-Identifier: Apache-2.0
#include "lib/model/homography.hpp"

#include <cmath>
#include <numbers>

#include "lib/base/error.hpp"

namespace saoy {

namespace {

// The unit square onto a quadrilateral, in closed form.
std::array<double, 9> from_unit_square(const Quad& q) {
    const double dx1 = q[1].x - q[2].x, dx2 = q[3].x - q[2].x, sx = q[0].x - q[1].x + q[2].x - q[3].x;
    const double dy1 = q[1].y - q[2].y, dy2 = q[3].y - q[2].y, sy = q[0].y - q[1].y + q[2].y - q[3].y;
    const double denominator = dx1 * dy2 - dx2 * dy1;
    if (std::abs(denominator) < 1e-9) throw Error(Fault::internal, "quad-flat", "three corners of a page on one line");
    const double g = (sx * dy2 - dx2 * sy) / denominator, h = (dx1 * sy - sx * dy1) / denominator;
    return {q[1].x - q[0].x + g * q[1].x,
            q[3].x - q[0].x + h * q[3].x,
            q[0].x,
            q[1].y - q[0].y + g * q[1].y,
            q[3].y - q[0].y + h * q[3].y,
            q[0].y,
            g,
            h,
            1};
}

}  // namespace

Homography Homography::scaling(double x, double y) {
    return Homography(std::array<double, 9>{x, 0, 0, 0, y, 0, 0, 0, 1});
}

Homography Homography::moving(double x, double y) {
    return Homography(std::array<double, 9>{1, 0, x, 0, 1, y, 0, 0, 1});
}

Homography Homography::turning(double degrees, Point centre) {
    const double angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    return Homography(std::array<double, 9>{c, -s, centre.x - c * centre.x + s * centre.y, s, c,
                                            centre.y - s * centre.x - c * centre.y, 0, 0, 1});
}

Homography Homography::flattening(const Quad& quad, double width, double height) {
    return Homography(from_unit_square(quad)).inverse().then(scaling(width, height));
}

Point Homography::operator()(Point p) const {
    const double w = m_[6] * p.x + m_[7] * p.y + m_[8];
    return {(m_[0] * p.x + m_[1] * p.y + m_[2]) / w, (m_[3] * p.x + m_[4] * p.y + m_[5]) / w};
}

Homography Homography::inverse() const {
    const auto& m = m_;
    std::array<double, 9> adjugate{m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                                   m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                                   m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
    const double determinant = m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6];
    if (std::abs(determinant) < 1e-15) throw Error(Fault::internal, "quad-flat", "three corners of a page on one line");
    for (double& value : adjugate) value /= determinant;
    return Homography(adjugate);
}

Homography Homography::then(const Homography& next) const {
    std::array<double, 9> product{};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 3; ++column)
            for (std::size_t k = 0; k < 3; ++k) product[row * 3 + column] += next.m_[row * 3 + k] * m_[k * 3 + column];
    return Homography(product);
}

double area(const Quad& quad) {
    double twice = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const Point &a = quad[i], &b = quad[(i + 1) % 4];
        twice += a.x * b.y - b.x * a.y;
    }
    return std::abs(twice) / 2;
}

}  // namespace saoy
