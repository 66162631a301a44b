// SPDX-License-Identifier: Apache-2.0
// The smallest rectangle, at any angle, around a set of points.
#pragma once

#include <vector>

namespace saoy::image {

struct Spot {
    double x = 0, y = 0;
};

struct LeanRect {
    double x = 0, y = 0;           // middle
    double width = 0, height = 0;  // width >= height
    double angle = 0;              // radians clockwise that the long side leans, -pi/2 … pi/2
    LeanRect scaled(double by) const { return {x * by, y * by, width * by, height * by, angle}; }
    LeanRect grown(double by) const { return {x, y, width + 2 * by, height + 2 * by, angle}; }
    // `along` and `across` from the middle, in the rectangle's own directions.
    Spot place(double along, double across) const;
};

// LeanRect::place for many places of one rectangle.
class Places {
public:
    explicit Places(const LeanRect& rect);
    Spot operator()(double along, double across) const {
        return {x_ + along * c_ - across * s_, y_ + along * s_ + across * c_};
    }

private:
    double x_, y_, c_, s_;
};

// Nothing in, nothing out: a rectangle of size 0.
LeanRect smallest_rect(std::vector<Spot> points);

}  // namespace saoy::image
