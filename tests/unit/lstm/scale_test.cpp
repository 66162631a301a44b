// SPDX-License-Identifier: Apache-2.0
// Our scaling against Leptonica's own, pixel by pixel.
#include <leptonica/allheaders.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <random>

#include "lib/lstm/line_picture.hpp"

using namespace saoy;

namespace {

void free_pix(PIX* pix) { pixDestroy(&pix); }

lstm::Grey random_picture(int width, int height, unsigned seed) {
    std::minstd_rand random(seed);
    lstm::Grey grey{width, height, {}};
    int level = 128;
    for (int i = 0; i < width * height; ++i) {
        level = std::clamp(level + int(random() % 97) - 48, 0, 255);
        grey.pixels.push_back(std::uint8_t(level));
    }
    return grey;
}

lstm::Grey by_leptonica(const lstm::Grey& grey, int height) {
    const std::unique_ptr<PIX, void (*)(PIX*)> from(pixCreate(grey.width, grey.height, 8), free_pix);
    for (int y = 0; y < grey.height; ++y)
        for (int x = 0; x < grey.width; ++x)
            pixSetPixel(from.get(), x, y, grey.pixels[std::size_t(y * grey.width + x)]);
    const float factor = float(height) / float(grey.height);
    const std::unique_ptr<PIX, void (*)(PIX*)> to(pixScale(from.get(), factor, factor), free_pix);
    lstm::Grey scaled{pixGetWidth(to.get()), pixGetHeight(to.get()), {}};
    for (int y = 0; y < scaled.height; ++y)
        for (int x = 0; x < scaled.width; ++x) {
            l_uint32 value = 0;
            pixGetPixel(to.get(), x, y, &value);
            scaled.pixels.push_back(std::uint8_t(value));
        }
    return scaled;
}

}  // namespace

TEST_CASE("lines are scaled to the pixels that Leptonica makes") {
    lstm::Scaler scaler;
    lstm::Grey scaled;
    const auto compare = [&](int width, int height, int to_height) {
        const lstm::Grey grey = random_picture(width, height, unsigned(height));
        const lstm::Grey wanted = by_leptonica(grey, to_height);
        scaler({grey.width, grey.height, grey.pixels.data()}, to_height, scaled);
        INFO(width << " x " << height << " to " << to_height);
        CHECK(scaled.width == wanted.width);
        CHECK(lstm::scaled_width(width, height, to_height) == wanted.width);
        CHECK(scaled.height == wanted.height);
        CHECK(scaled.pixels == wanted.pixels);
    };
    for (int height = 4; height <= 160; ++height) compare(90 + height, height, 36);
    for (const int height : {144, 288, 400, 576, 700, 1500}) compare(3 * height, height, 36);
    for (const int height : {24, 48, 60, 96, 131}) compare(133, height, 48);
    for (const int width : {3, 4, 5, 9}) {
        compare(width, 30, 36);
        compare(width, 60, 36);
    }
}

TEST_CASE("a picture too tall for Leptonica's area map is scaled all the same") {
    lstm::Scaler scaler;
    lstm::Grey scaled;
    const lstm::Grey grey = random_picture(300, 5000, 1);
    scaler({grey.width, grey.height, grey.pixels.data()}, 36, scaled);
    CHECK(scaled.height == 36);
    CHECK(scaled.width == lstm::scaled_width(300, 5000, 36));
    CHECK(scaled.pixels.size() == std::size_t(scaled.width * 36));
}
