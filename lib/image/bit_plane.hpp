// SPDX-License-Identifier: Apache-2.0
// A mask of 64 pixels a word with free room around it, so that shifted copies of it need no look at its edges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace saoy::image {

class BitPlane {
public:
    static constexpr int room = 63;  // pixels by which a shifted read may leave the plane

    BitPlane(int width, int height)
        : width_(width),
          height_(height),
          stride_(std::size_t(width) / 64 + 4),
          words_(stride_ * std::size_t(height + 2 * room)) {}

    int width() const { return width_; }
    int height() const { return height_; }
    std::size_t words() const { return stride_ - 3; }  // of a row

    // The first word of row y, -room <= y < height + room. A word before it and two after it are there, too.
    std::uint64_t* row(int y) { return words_.data() + std::size_t(y + room) * stride_ + 1; }
    const std::uint64_t* row(int y) const { return words_.data() + std::size_t(y + room) * stride_ + 1; }

    bool at(int x, int y) const {
        return x >= 0 && y >= 0 && x < width_ && y < height_ && (row(y)[x / 64] >> (x % 64) & 1) != 0;
    }
    void set(int x, int y) { row(y)[x / 64] |= std::uint64_t(1) << (x % 64); }

private:
    int width_, height_;
    std::size_t stride_;
    std::vector<std::uint64_t> words_;
};

// The plane as seen from `dx` pixels further right and `dy` further down, word by word of one row.
class ShiftedRow {
public:
    ShiftedRow(const BitPlane& plane, int y, int dx, int dy)
        : from_(plane.row(y + dy) + (dx < 0 ? -1 : 0)), right_(dx < 0 ? dx + 64 : dx) {}
    std::uint64_t operator[](std::size_t i) const { return from_[i] >> right_ | from_[i + 1] << 1 << (63 - right_); }

private:
    const std::uint64_t* from_;
    int right_;  // 0 … 63
};

}  // namespace saoy::image
