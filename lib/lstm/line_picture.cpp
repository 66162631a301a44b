// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/line_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <random>

namespace saoy::lstm {

namespace {

// STATS::ile of Tesseract: the value below which `fraction` of the counted lies, interpolated inside its bucket.
double quantile(const std::array<int, 256>& counts, int total, double fraction) {
    const double target = std::clamp(fraction * total, 1.0, double(total));
    int sum = 0, index = 0;
    while (index < 256 && sum < target) sum += counts[std::size_t(index++)];
    return index - (sum - target) / counts[std::size_t(index - 1)];
}

int away_from_zero(double value) { return int(value >= 0 ? std::floor(value + 0.5) : -std::floor(-value + 0.5)); }

// IntCastRounded of Tesseract rounds a float in single precision.
int level_of(int pixel, const Contrast& contrast) {
    const float value = 128 * ((float(pixel) - contrast.black) / contrast.half_range - 1.0F);
    return std::clamp(value >= 0 ? int(value + 0.5F) : -int(-value + 0.5F), -127, 127);
}

}  // namespace

Contrast contrast_of(const Grey& picture) {
    std::array<int, 256> minima{}, maxima{};
    int minimum_count = 0, maximum_count = 0;
    const std::uint8_t* row = picture.pixels.data() + picture.height / 2 * picture.width;
    for (int x = 1; x + 1 < picture.width; ++x) {
        const int left = row[x - 1], here = row[x], right = row[x + 1];
        if ((here < left && here <= right) || (here <= left && here < right)) {
            ++minima[std::size_t(here)];
            ++minimum_count;
        }
        if ((here > left && here >= right) || (here >= left && here > right)) {
            ++maxima[std::size_t(here)];
            ++maximum_count;
        }
    }
    if (minimum_count == 0) minima[0] = minimum_count = 1;
    if (maximum_count == 0) maxima[255] = maximum_count = 1;
    Contrast contrast;
    contrast.black = float(quantile(minima, minimum_count, 0.25));
    contrast.half_range = (float(quantile(maxima, maximum_count, 0.75)) - contrast.black) / 2;
    if (contrast.half_range <= 0) contrast.half_range = 1;
    return contrast;
}

Noise::Noise(std::uint64_t seed, int most_width, int height, std::uint8_t offset) {
    std::minstd_rand random;
    random.seed(seed);
    random();  // LSTMRecognizer::SetRandomSeed draws once
    draws_.resize(std::size_t(6 * (most_width + height) + 16));
    for (std::uint8_t& draw : draws_) {
        const double value = 127 * 2.0 * std::int32_t(random()) / 2147483647 - 127;
        draw = std::uint8_t(away_from_zero(value) + offset);
    }
}

// A corner window has 5 taps outside, another one of the upper or lower edge 3, one of the left or right edge 3;
// between those two edges a row has 6. (A picture one pixel wide does not come here.)
const std::uint8_t* Noise::at(int x, int y, int width, int height) const {
    const int along = x == 0 ? 0 : 3 * x + 2, whole_row = 3 * width + 4;
    int draw = along;
    if (y == height - 1)
        draw = whole_row + 6 * (height - 2) + along;
    else if (y > 0)
        draw = whole_row + 6 * (y - 1) + (x == 0 ? 0 : 3);
    return draws_.data() + draw;
}

void Taps::set(const Grey& picture, bool inverted, const Noise& noise, std::uint8_t offset) {
    width_ = picture.width;
    height_ = picture.height;
    columns_ = width_ / pool;
    rows_ = height_ / pool;
    noise_ = &noise;
    stride_ = height_ + 8;
    levels_.resize(std::size_t(width_) * std::size_t(stride_) + 8);

    Contrast contrast = contrast_of(picture);
    std::array<std::uint8_t, 256> level{};
    if (inverted) {
        Grey negative = picture;
        for (std::uint8_t& pixel : negative.pixels) pixel = std::uint8_t(255 - pixel);
        contrast = contrast_of(negative);
    }
    for (int pixel = 0; pixel < 256; ++pixel)
        level[std::size_t(pixel)] = std::uint8_t(level_of(inverted ? 255 - pixel : pixel, contrast) + offset);
    for (int y = 0; y < height_; ++y) {
        const std::uint8_t* row = picture.pixels.data() + y * width_;
        std::uint8_t* to = levels_.data() + y + 1;
        for (int x = 0; x < width_; ++x) to[x * stride_] = level[row[x]];
    }
}

std::uint32_t Taps::edge_window(int x, int y, int dx, const std::uint8_t*& noise) const {
    std::uint32_t word = 0;
    for (int dy = -1; dy <= 1; ++dy) {
        const bool inside = x + dx >= 0 && x + dx < width_ && y + dy >= 0 && y + dy < height_;
        const std::uint8_t value = inside ? *pixel(x + dx, y + dy) : *noise++;
        word |= std::uint32_t(value) << (8 * (dy + 1));
    }
    return word;
}

void Taps::column(int column, std::uint32_t* words) const {
    const int left = pool * column;
    for (int row = 0; row < rows_; ++row) {
        const int top = pool * row;
        const bool inner = left > 0 && left + pool < width_ && top > 0 && top + pool < height_;
        for (int x = left; x < left + pool; ++x)
            for (int y = top; y < top + pool; ++y) {
                if (inner || (x > 0 && x + 1 < width_ && y > 0 && y + 1 < height_)) {
                    for (int dx = -1; dx <= 1; ++dx) std::memcpy(words++, pixel(x + dx, y - 1), 4);
                } else {
                    const std::uint8_t* noise = noise_->at(x, y, width_, height_);
                    for (int dx = -1; dx <= 1; ++dx) *words++ = edge_window(x, y, dx, noise);
                }
            }
    }
}

}  // namespace saoy::lstm
