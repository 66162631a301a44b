// SPDX-License-Identifier: Apache-2.0
// Our passes over pages give Leptonica's pixels, whatever the size.
#include "lib/image/sweeps.hpp"
#include "lib/image/closing.hpp"
#include "lib/image/smaller.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace saoy;
using image::Pix;

namespace {

// Paper that grows darker to one side, dirt, and strokes.
Pix page(int width, int height, int depth, unsigned seed) {
    std::mt19937 random(seed);
    Pix pix = image::owned(pixCreate(width, height, depth));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool stroke = (y / 9) % 3 == 0 && (x / 5) % 4 == int(seed % 3);
            const int level = (stroke ? 30 : 250 - 120 * x / width) - int(random() % 32);
            const int red = std::max(0, level), other = int(random() % 256);
            if (depth == 8)
                pixSetPixel(pix.get(), x, y, l_uint32(red));
            else
                pixSetRGBPixel(pix.get(), x, y, red, other, 255 - other);
        }
    return pix;
}

bool same(const Pix& ours, const Pix& theirs) {
    l_int32 equal = 0;
    pixEqual(ours.get(), theirs.get(), &equal);
    return equal != 0;
}

const std::pair<int, int> sizes[] = {{8, 8}, {33, 70}, {57, 80}, {60, 90}, {151, 212}, {640, 333}, {1240, 301}};

}  // namespace

TEST_CASE("grey, even paper, ink and turned pages are Leptonica's to the pixel") {
    unsigned seed = 1;
    for (const auto& [width, height] : sizes) {
        CAPTURE(width, height);
        const Pix colour = page(width, height, 32, ++seed), grey = page(width, height, 8, ++seed);
        CHECK(same(image::grey_of(colour), image::owned(pixConvertTo8(colour.get(), 0))));
        for (const int level : {1, 60, 150, 255})
            CHECK(same(image::below(image::raster_of(grey, 0), level),
                       image::owned(pixThresholdToBinary(grey.get(), level))));
        const Pix even{pixBackgroundNormSimple(grey.get(), nullptr, nullptr)};
        CHECK(same(image::pix_of(image::even_paper(image::raster_of(grey, 0))), even ? even : grey));
        CHECK(
            same(image::darkest_of_squares(grey, 3), image::owned(pixScaleGrayMinMax(grey.get(), 3, 3, L_CHOOSE_MIN))));
        for (const float factor : {0.71F, 0.75F, 0.8333F, 0.94F}) {
            CAPTURE(factor);
            CHECK(
                same(image::a_little_smaller(grey, factor), image::owned(pixScaleGrayLI(grey.get(), factor, factor))));
        }
        for (const float factor : {0.32F, 0.5557F, 0.69F}) {
            CAPTURE(factor);
            CHECK(same(image::much_smaller(grey, factor), image::owned(pixScaleAreaMap(grey.get(), factor, factor))));
            CHECK(
                same(image::much_smaller(colour, factor), image::owned(pixScaleAreaMap(colour.get(), factor, factor))));
        }
        const Pix ink = image::below(image::raster_of(grey, 0), 150);
        CHECK(same(image::quarter_turned(ink, true), image::owned(pixRotate90(ink.get(), 1))));
        CHECK(same(image::quarter_turned(ink, false), image::owned(pixRotate90(ink.get(), -1))));
        for (const double radians : {-0.3, -0.02, 0.0005, 0.0021, 0.09}) {
            CAPTURE(radians);
            CHECK(same(
                image::rotated(grey, radians),
                image::owned(pixRotate(grey.get(), l_float32(radians), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0))));
        }
    }
}

TEST_CASE("every colour has Leptonica's grey") {
    Pix colours = image::owned(pixCreate(4096, 256, 32));
    for (l_uint32 high = 0; high < 16; ++high) {
        l_uint32* const data = pixGetData(colours.get());
        for (l_uint32 i = 0; i < 4096 * 256; ++i) data[i] = (high << 20 | i) << 8;
        REQUIRE(same(image::grey_of(colours), image::owned(pixConvertTo8(colours.get(), 0))));
    }
}

TEST_CASE("gaps close as Leptonica closes them, up to the edge") {
    unsigned seed = 40;
    for (const auto& [width, height] : sizes) {
        // a few specks, for a full page closes to black
        std::mt19937 random(++seed);
        const Pix ink = image::owned(pixCreate(width, height, 1));
        for (int i = 0; i < width * height / 60; ++i)
            pixSetPixel(ink.get(), int(random() % unsigned(width)), int(random() % unsigned(height)), 1);
        for (const auto& [across, down] : {std::pair(1, 1), {2, 1}, {1, 2}, {3, 3}, {11, 4}, {4, 11}, {35, 33}}) {
            CAPTURE(width, height, across, down);
            CHECK(same(image::closed(ink, across, down),
                       image::owned(pixCloseSafeBrick(nullptr, ink.get(), across, down))));
        }
    }
}
