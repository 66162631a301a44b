// SPDX-License-Identifier: Apache-2.0
#include "lib/image/blobs.hpp"

#include <algorithm>
#include <cmath>

#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr double tallest_line = 9, thickest_rule = 1.2, shortest_rule = 10;  // mm

// Higher than a line of print at any angle, or longer and thinner than a letter.
bool is_drawing(const Component& part, double mm) {
    const double longer = std::max(part.box.width, part.box.height),
                 shorter = std::min(part.box.width, part.box.height);
    if (longer < shortest_rule * mm) return false;
    if (shorter < thickest_rule * mm) return true;
    if (longer < tallest_line * mm * 1.4 && shorter < tallest_line * mm) return false;
    const LeanRect rect = blob_of(part).rect;
    return rect.height > tallest_line * mm || (rect.height < thickest_rule * mm && rect.width > shortest_rule * mm);
}

}  // namespace

Pix mask_of(const Layer& layer) {
    Pix mask = owned(pixCreate(layer.width, layer.height, 1));
    // pack_bits() reads on to the next multiple of 32
    std::vector<std::uint8_t> row(std::size_t(layer.width) + 31);
    for (int y = 0; y < layer.height; ++y) {
        std::copy_n(layer.ink.begin() + std::ptrdiff_t(y) * layer.width, layer.width, row.begin());
        pack_bits(row.data(), layer.width, pixGetData(mask.get()) + std::ptrdiff_t(y) * pixGetWpl(mask.get()));
    }
    return mask;
}

Blob blob_of(const Component& part) {
    std::vector<Spot> edge;
    for (std::size_t first = 0, last = 0; first < part.runs.size(); first = last) {
        const int y = part.runs[first].y;
        while (last < part.runs.size() && part.runs[last].y == y) ++last;
        for (const double x : {double(part.runs[first].left), part.runs[last - 1].right + 1.0})
            for (const double below : {0.0, 1.0}) edge.push_back({x, y + below});
    }
    const LeanRect rect = smallest_rect(std::move(edge));
    return {rect, part.area / std::max(1.0, rect.width * rect.height)};
}

std::vector<Blob> blobs_of(const Pix& mask, bool corners, double shortest, double longest) {
    std::vector<Blob> blobs;
    for (const Component& part : large_components_of(runs_of(mask), corners, shortest))
        if (std::hypot(part.box.width, part.box.height) <= longest) blobs.push_back(blob_of(part));
    return blobs;
}

std::optional<Layer> without_drawings(const Layer& layer, const Pix& mask) {
    std::optional<Layer> print;
    for (const Component& part : large_components_of(runs_of(mask), true, shortest_rule * layer.dpi / mm_per_inch)) {
        if (!is_drawing(part, layer.dpi / mm_per_inch)) continue;
        if (!print) print = layer;
        for (const Run& run : part.runs)
            std::fill_n(print->ink.begin() + std::ptrdiff_t(run.y) * layer.width + run.left, run.length(), 0);
    }
    return print;
}

}  // namespace saoy::image
