// SPDX-License-Identifier: Apache-2.0
// From a mask of a sheet to its four straight sides. Everything at the size of the small picture looked at.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "lib/image/outline.hpp"

namespace saoy::image {

// Lightness, red against blue, green against both; 0 … 255 and around 0.
using Colour3 = std::array<float, 3>;
double distance(const Colour3& a, const Colour3& b);

struct ColourMap {
    int width = 0, height = 0;
    std::vector<Colour3> values;
    const Colour3& at(int x, int y) const { return values[std::size_t(y) * std::size_t(width) + std::size_t(x)]; }
    // Between pixels, linear; the edge goes on outside.
    Colour3 at(Point point) const;
};

// Smoothed a little, so that grain is no edge.
ColourMap colours_of(const Pix& seen);

class Mask {
public:
    Mask(int width, int height) : width_(width), height_(height), bits_(std::size_t(width) * std::size_t(height), 0) {}
    int width() const { return width_; }
    int height() const { return height_; }
    bool at(int x, int y) const { return bits_[index(x, y)] != 0; }
    void set(int x, int y) { bits_[index(x, y)] = 1; }
    Mask inverted() const;
    // The largest connected part after thin bridges and print are cut off, its holes filled.
    Mask largest_part() const;
    std::size_t count() const;

private:
    std::size_t index(int x, int y) const { return std::size_t(y) * std::size_t(width_) + std::size_t(x); }
    int width_, height_;
    std::vector<std::uint8_t> bits_;
};

// The quadrilateral that is as good as all of the mask and whose sides are seen as edges; nothing when there is none.
std::optional<Outline> fit_quad(const ColourMap& map, const Mask& mask);

}  // namespace saoy::image
