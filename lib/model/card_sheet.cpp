// SPDX-License-Identifier: Apache-2.0
#include "lib/model/card_sheet.hpp"

#include <algorithm>
#include <cmath>

namespace saoy {

std::optional<std::array<Area, 2>> card_sheet(const Extent& front, const Extent& back) {
    constexpr double margin = 25, gap = 10;
    const double lowest = a4.height / 2 + margin;
    if (std::max(front.width, back.width) > a4.width - 2 * margin || margin + front.height + gap + back.height > lowest)
        return std::nullopt;
    const auto centred = [](const Extent& side, double top) {
        return Area{(a4.width - side.width) / 2, top, side.width, side.height};
    };
    return std::array{centred(front, margin), centred(back, margin + front.height + gap)};
}

Raster card_sheet_ink(const std::array<Area, 2>& sides) {
    constexpr double dots = 2;  // a mm: places are found by the millimetre
    Raster sheet;
    sheet.width = int(a4.width * dots);
    sheet.height = int(a4.height * dots);
    sheet.dpi = dots * 25.4;
    sheet.samples.assign(std::size_t(sheet.width) * std::size_t(sheet.height), 255);
    for (const Area& side : sides) {
        const int left = int(std::floor(side.left * dots)), right = int(std::ceil((side.left + side.width) * dots)),
                  top = int(std::floor(side.top * dots)), bottom = int(std::ceil((side.top + side.height) * dots));
        for (int y = top; y < bottom; ++y)
            std::fill_n(sheet.samples.begin() + std::ptrdiff_t(y) * sheet.width + left, right - left, 0);
    }
    return sheet;
}

}  // namespace saoy
