// SPDX-License-Identifier: Apache-2.0
#include "lib/image/reading_pix.hpp"

#include <cmath>
#include <numbers>

#include "lib/image/inks.hpp"
#include "lib/image/seal_rings.hpp"
#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

double dpi_for(Detail detail) { return detail == Detail::usual ? 150 : 300; }

// The mark where the page has been turned to.
Box turned(Box box, int rotation, int width, int height) {
    for (; rotation > 0; rotation -= 90) {
        box = {height - box.top - box.height, box.left, box.height, box.width};
        std::swap(width, height);
    }
    return box;
}

Pix scaled(const Pix& pix, double factor) {
    if (factor > 0.7) return owned(pixClone(pix.get()));
    if (pixGetDepth(pix.get()) == 1) {
        if (std::abs(factor - 0.5) < 0.02) return owned(pixScaleToGray2(pix.get()));
        return owned(pixScaleToGray(pix.get(), l_float32(factor)));
    }
    return owned(pixScaleAreaMap(pix.get(), l_float32(factor), l_float32(factor)));
}

}  // namespace

Pix decode_for_reading(std::string_view bytes, const Header& header, int frame, double dpi, Detail detail) {
    int reduction = 1;
    while (reduction < 8 && dpi / (2 * reduction) >= 0.93 * dpi_for(detail)) reduction *= 2;
    Pix page = decode(bytes, header, frame, reduction, detail == Detail::fine_grey);
    if (pixGetColormap(page.get()) != nullptr) page = owned(pixRemoveColormap(page.get(), REMOVE_CMAP_BASED_ON_SRC));
    return page;
}

ReadingImage reading_image(std::string_view bytes, int frame, double dpi, const Geometry& geometry, Detail detail) {
    const Header header = header_of(bytes, frame);
    return reading_image(decode_for_reading(bytes, header, frame, dpi, detail), header.width, dpi, geometry, detail);
}

ReadingImage reading_image(Pix page, int master_width, double dpi, const Geometry& geometry, Detail detail) {
    page = scaled(page, dpi_for(detail) / dpi * master_width / pixGetWidth(page.get()));
    ReadingImage reading;
    reading.scale = double(master_width) / pixGetWidth(page.get());
    const double own_dpi = dpi / reading.scale;
    if (pixGetDepth(page.get()) == 32) {
        Clean clean = without_inks(page, own_dpi);
        page = std::move(clean.grey), reading.marks = std::move(clean.marks);
    } else {
        page = to_grey(page);
    }
    for (Mark& mark : reading.marks)
        mark.box = turned(mark.box, geometry.rotation, pixGetWidth(page.get()), pixGetHeight(page.get()));
    if (geometry.rotation != 0) page = owned(pixRotateOrth(page.get(), geometry.rotation / 90));
    if (geometry.skew != 0) {
        page = rotated(page, -geometry.skew * std::numbers::pi / 180);
    }
    if (const auto& crop = geometry.crop) {
        const double to_reading = 1 / reading.scale;
        const int left = int(std::lround(crop->left * to_reading)), top = int(std::lround(crop->top * to_reading));
        const Handle<BOX, [](BOX* box) { boxDestroy(&box); }> window(boxCreate(
            left, top, int(std::lround(crop->width * to_reading)), int(std::lround(crop->height * to_reading))));
        page = owned(pixClipRectangle(page.get(), window.get(), nullptr));
        for (Mark& mark : reading.marks) mark.box.left -= left, mark.box.top -= top;
    }
    if (reading.marks.empty())
        for (const SealRing& seal : find_seal_rings(page, own_dpi)) {
            take_seal(page, seal);
            reading.marks.push_back({Mark::Kind::seal, seal.box()});
        }
    reading.grey = raster_of(page, own_dpi);
    return reading;
}

}  // namespace saoy::image
