// SPDX-License-Identifier: Apache-2.0
// Pages drawn for the tests of lib/image.
#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/image/leptonica.hpp"

namespace saoy::image::test {

inline std::string sample(const char* name) { return read_file(Path(SAOY_SOURCE_DIR) / "tests/support/pages" / name); }

inline std::string code_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "nothing thrown";
}

// White A4 paper at 150 dpi with what `ink` draws: (x, y) -> value.
inline Raster paper(const std::function<int(int, int)>& ink, double dpi = 150) {
    Raster raster;
    raster.width = 1240;
    raster.height = 1754;
    raster.dpi = dpi;
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) raster.samples.push_back(std::uint8_t(ink(x, y)));
    return raster;
}

// A coloured page whose every sample differs from its neighbours'.
inline Pix colours(int width, int height) {
    Pix pix = owned(pixCreate(width, height, 32));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) pixSetRGBPixel(pix.get(), x, y, (x * 7) % 256, (y * 5) % 256, (x * y) % 256);
    pixSetResolution(pix.get(), 300, 300);
    return pix;
}

inline Pix checks(int width, int height) {
    Pix pix = owned(pixCreate(width, height, 1));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) pixSetPixel(pix.get(), x, y, l_uint32((x / 3 + y / 5) % 4 == 0));
    pixSetResolution(pix.get(), 300, 300);
    return pix;
}

inline std::string written(const Pix& pix, int format) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    pixWriteMem(&data, &size, pix.get(), format);
    return take_bytes(data, size);
}

}  // namespace saoy::image::test
