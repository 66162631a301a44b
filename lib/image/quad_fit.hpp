// SPDX-License-Identifier: Apache-2.0
// From a mask of a sheet to its four straight sides. Everything at the size of the small picture looked at.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "lib/image/outline.hpp"

namespace saoy::image {

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

// Of a quadrilateral that goes clockwise, widened by `margin`.
bool inside(const Quad& quad, Point point, double margin = 0);

// The quadrilateral that is as good as all of the mask and whose sides are seen as edges, at most `reach` from where
// the mask ends; nothing when there is none.
std::optional<Outline> fit_quad(const ColourMap& map, const Mask& mask, double reach);

}  // namespace saoy::image
