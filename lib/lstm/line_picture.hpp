// SPDX-License-Identifier: Apache-2.0
// From the picture of a line to what the network sees.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/lstm/packed.hpp"

namespace saoy::lstm {

// 8-bit grey, rows from top to bottom without padding.
struct Grey {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

// Scales to `height` as Leptonica's pixScale does, to the same pixels: area mapping below 0.7, linear interpolation
// above, unsharp masking from 0.2 to 1.4. `scaled` and the scratch memory inside are reused.
struct GreyView {
    int width = 0, height = 0;
    const std::uint8_t* pixels = nullptr;
};
class Scaler {
public:
    void operator()(const GreyView& picture, int height, Grey& scaled);

private:
    Grey halved_;
    std::vector<std::uint32_t> sums_;
    std::vector<int> smoothed_;
    std::vector<std::uint8_t> before_;
};
int scaled_width(int width, int height, int to_height);

// The grey levels that become -1 and 1: the lower quartile of the local minima and the upper quartile of the local
// maxima along the middle row. Source: ComputeBlackWhite in src/lstm/networkio.cpp of Tesseract 5.3.0.
struct Contrast {
    float black = 0, half_range = 1;
};
Contrast contrast_of(const Grey& picture);

// The pseudo-random activations that stand outside the picture, in the order in which Tesseract draws them (minstd_rand
// of the C++ standard, src/ccutil/helpers.h): position by position, row by row, and in each as the convolution's taps
// lie. The sequence is the same for every line; only the place in it depends on the width.
class Noise {
public:
    Noise(std::uint64_t seed, int most_width, int height, std::uint8_t offset);
    // The draws for the window at (x, y), which lies on the edge of a picture of that size.
    const std::uint8_t* at(int x, int y, int width, int height) const;

private:
    std::vector<std::uint8_t> draws_;
};

// Taps of the convolution for each square of 3 × 3 windows: [column][row][window][column of taps], as Kernel::convolve
// takes them.
class Taps {
public:
    // `inverted`: light print on dark paper.
    void set(const Grey& picture, bool inverted, const Noise& noise, std::uint8_t offset);
    int columns() const { return columns_; }
    int rows() const { return rows_; }
    // Into `words`, rows() × 27 of them for one column.
    void column(int column, std::uint32_t* words) const;

private:
    std::uint32_t edge_window(int x, int y, int dx, const std::uint8_t*& noise) const;
    const std::uint8_t* pixel(int x, int y) const { return levels_.data() + x * stride_ + y + 1; }

    std::vector<std::uint8_t> levels_;  // column by column, a byte of padding above
    const Noise* noise_ = nullptr;
    int width_ = 0, height_ = 0, stride_ = 0, columns_ = 0, rows_ = 0;
};

}  // namespace saoy::lstm
