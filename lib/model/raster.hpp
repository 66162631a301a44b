// SPDX-License-Identifier: Apache-2.0
// Pixels that travel between adapters, so that none of them needs another one's library.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saoy {

// 8 bits a sample, rows top to bottom without padding. channels: 1 = grey, 3 = RGB.
struct Raster {
    int width = 0, height = 0;
    int channels = 1;
    double dpi = 0;
    std::vector<std::uint8_t> samples;  // width * height * channels
};

// A compressed image as a PDF image XObject takes it.
struct EncodedImage {
    enum class Filter { dct, ccitt_g4, flate };
    Filter filter = Filter::flate;
    int width = 0, height = 0;
    int bits = 8;                // a component
    int components = 1;          // 1 = DeviceGray, 3 = DeviceRGB
    bool black_is_1 = false;     // ccitt_g4 only
    bool png_predictor = false;  // flate only: rows carry PNG predictors (/Predictor 15)
    std::string bytes;
};

}  // namespace saoy
