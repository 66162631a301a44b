// SPDX-License-Identifier: Apache-2.0
#include "lib/image/lines_cut.hpp"

#include <algorithm>

#include "lib/image/pose.hpp"
#include "lib/image/sweeps.hpp"

namespace saoy::image {

std::vector<Raster> widest_lines(const Pix& grey, int most, double dpi) {
    const Pix ink = owned(pixRemoveBorderConnComps(below(even_paper(raster_of(grey, 0)), usual_ink).get(), 8));
    // rules of tables and frames would bind lines together
    const Pix level_rules = owned(pixMorphSequence(ink.get(), "o60.1 + d1.3", 0));
    const Pix upright_rules = owned(pixMorphSequence(ink.get(), "o1.60 + d3.1", 0));
    Pix print = owned(pixSubtract(nullptr, ink.get(), level_rules.get()));
    print = owned(pixSubtract(nullptr, print.get(), upright_rules.get()));
    const Pix joined = owned(pixMorphSequence(print.get(), "c17.1 + o9.1", 0));
    const Boxes boxes(pixConnCompBB(joined.get(), 8));
    std::vector<Box> found;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        Box box;
        boxaGetBoxGeometry(boxes.get(), i, &box.left, &box.top, &box.width, &box.height);
        constexpr int least_height = 9, most_height = 60, least_width = 45;  // 1.5 … 10 mm high, 8 mm wide
        if (box.height < least_height || box.height > most_height || box.width < least_width) continue;
        if (box.width < 2 * box.height) continue;
        found.push_back(box);
    }
    std::sort(found.begin(), found.end(),
              [](const Box& a, const Box& b) { return a.width != b.width ? a.width > b.width : a.top < b.top; });
    if (found.size() > std::size_t(most)) found.resize(std::size_t(most));
    std::vector<Raster> lines;
    for (const Box& box : found) {
        const int above = box.height / 4 + 2, beside = 6;
        const int left = std::max(0, box.left - beside), top = std::max(0, box.top - above);
        const int right = std::min(pixGetWidth(grey.get()), box.left + box.width + beside),
                  bottom = std::min(pixGetHeight(grey.get()), box.top + box.height + above);
        const Handle<BOX, [](BOX* window) { boxDestroy(&window); }> window(
            boxCreate(left, top, right - left, bottom - top));
        lines.push_back(raster_of(owned(pixClipRectangle(grey.get(), window.get(), nullptr)), dpi));
    }
    return lines;
}

}  // namespace saoy::image
