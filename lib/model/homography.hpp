// SPDX-License-Identifier: Apache-2.0
// Plane onto plane: turning, moving, scaling and perspective as one 3 x 3 matrix that can be inverted.
#pragma once

#include <array>

namespace saoy {

// x to the right, y downwards; (0, 0) is the outer corner of an image's first pixel, not its middle.
struct Point {
    double x = 0, y = 0;
    bool operator==(const Point&) const = default;
};

// Clockwise from the corner that is top left once the page stands as its picture does.
using Quad = std::array<Point, 4>;

class Homography {
public:
    Homography() = default;  // leaves everything where it is

    static Homography scaling(double x, double y);
    static Homography moving(double x, double y);
    // Clockwise as seen, about `centre`.
    static Homography turning(double degrees, Point centre);
    // The quadrilateral's corners onto those of a rectangle of that size at the origin.
    // Throws Error(internal, "quad-flat") when three of them lie on one line.
    static Homography flattening(const Quad& quad, double width, double height);

    Point operator()(Point from) const;
    Homography inverse() const;
    // This one first, then `next`.
    Homography then(const Homography& next) const;

    // Row by row; of use to kernels that step along a row of pixels.
    const std::array<double, 9>& matrix() const noexcept { return m_; }

private:
    explicit Homography(const std::array<double, 9>& m) : m_(m) {}
    std::array<double, 9> m_{1, 0, 0, 0, 1, 0, 0, 0, 1};
};

double area(const Quad& quad);

}  // namespace saoy
