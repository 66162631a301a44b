// SPDX-License-Identifier: Apache-2.0
#include "lib/image/inks.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/wide.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

constexpr int coloured = 40;  // by how much one primary leads

struct Layers {
    Pix grey, red, blue;  // 8 bits, 1 bit, 1 bit
};

struct SplitRow {
    [[gnu::always_inline]] static void run(const l_uint32* from, int width, std::uint8_t* grey, std::uint8_t* red,
                                           std::uint8_t* blue) {
        for (int x = 0; x < width; ++x) {
            const int r = int(from[x] >> L_RED_SHIFT & 255), g = int(from[x] >> L_GREEN_SHIFT & 255),
                      b = int(from[x] >> L_BLUE_SHIFT & 255);
            grey[x] = std::uint8_t((r * 77 + g * 150 + b * 29) >> 8);
            red[x] = std::uint8_t(int(r - g > coloured) & int(r - b > coloured));
            blue[x] = std::uint8_t(int(b - r > coloured) & int(b > g));
        }
    }
};

Layers split(const Pix& colour) {
    const int width = pixGetWidth(colour.get()), height = pixGetHeight(colour.get());
    Layers layers{owned(pixCreateNoInit(width, height, 8)), owned(pixCreate(width, height, 1)),
                  owned(pixCreate(width, height, 1))};
    const std::size_t room = std::size_t(width) + 31;
    std::vector<std::uint8_t> grey(room), red(room), blue(room);
    for (int y = 0; y < height; ++y) {
        const auto row = [&](const Pix& pix) {
            return pixGetData(pix.get()) + std::ptrdiff_t(y) * pixGetWpl(pix.get());
        };
        run_wide<SplitRow>(static_cast<const l_uint32*>(row(colour)), width, grey.data(), red.data(), blue.data());
        swap_words(grey.data(), row(layers.grey), (std::size_t(width) + 3) / 4);
        pack_bits(red.data(), width, row(layers.red));
        pack_bits(blue.data(), width, row(layers.blue));
    }
    return layers;
}

// Boxes of what hangs together once gaps of about 3 mm are closed.
std::vector<Box> patches(const Pix& mask, double mm) {
    Pix small = owned(pixReduceRankBinaryCascade(mask.get(), 1, 1, 1, 0));
    const int gap = std::max(1, int(std::lround(3 * mm / 8)));
    small = owned(pixCloseSafeBrick(nullptr, small.get(), gap, gap));
    const Boxes found(pixConnCompBB(small.get(), 8));
    std::vector<Box> boxes;
    for (l_int32 i = 0; found && i < boxaGetCount(found.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(found.get(), i, &x, &y, &w, &h);
        boxes.push_back({8 * x, 8 * y, 8 * w, 8 * h});
    }
    return boxes;
}

// Lets ink of one primary fade to paper. Black print is dark in that primary, too, and stays.
void fade(const Pix& colour, Pix& grey, const Box& box, int shift, int dark, int light) {
    const int right = std::min(pixGetWidth(grey.get()), box.left + box.width);
    const int bottom = std::min(pixGetHeight(grey.get()), box.top + box.height);
    for (int y = std::max(0, box.top); y < bottom; ++y) {
        const l_uint32* from = pixGetData(colour.get()) + std::ptrdiff_t(y) * pixGetWpl(colour.get());
        l_uint32* to = pixGetData(grey.get()) + std::ptrdiff_t(y) * pixGetWpl(grey.get());
        for (int x = std::max(0, box.left); x < right; ++x) {
            const int value = int(from[x] >> shift & 255);
            const int share = std::clamp((value - dark) * 256 / (light - dark), 0, 256);
            const int faded = value + (250 - value) * share / 256;
            SET_DATA_BYTE(to, x, std::max(int(GET_DATA_BYTE(to, x)), faded));
        }
    }
}

Box widened(const Box& box, int by) { return {box.left - by, box.top - by, box.width + 2 * by, box.height + 2 * by}; }

}  // namespace

Clean without_inks(const Pix& colour, double dpi) {
    const double mm = dpi / 25.4;
    Layers layers = split(colour);
    Clean clean;
    for (const Box& box : patches(layers.red, mm)) {
        const double least = std::min(box.width, box.height) / mm, most = std::max(box.width, box.height) / mm;
        if (least < 15 || most > 65 || most > 1.8 * least) continue;
        fade(colour, layers.grey, widened(box, int(mm)), L_RED_SHIFT, 90, 150);
        clean.marks.push_back({Mark::Kind::seal, box});
    }
    // A signature is one stroke: larger than any letter.
    const Boxes strokes(pixConnCompBB(layers.blue.get(), 8));
    for (l_int32 i = 0; strokes && i < boxaGetCount(strokes.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(strokes.get(), i, &x, &y, &w, &h);
        if (h < 7 * mm || w < 8 * mm || h > 60 * mm || w > 110 * mm) continue;
        const Box box{x, y, w, h};
        fade(colour, layers.grey, widened(box, int(mm)), L_BLUE_SHIFT, 60, 110);
        clean.marks.push_back({Mark::Kind::signature, box});
    }
    clean.grey = std::move(layers.grey);
    return clean;
}

}  // namespace saoy::image
