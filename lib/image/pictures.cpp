// SPDX-License-Identifier: Apache-2.0
#include "lib/image/pictures.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

void take_pictures(Pix& ink, double dpi) {
    constexpr double least = 8, gap = 1.3, margin = 1.4;  // mm
    constexpr int reduction = 4;
    const double step = dpi / 25.4 / reduction;
    const auto pixels = [&](double mm) { return std::max(1, int(std::lround(mm * step))); };
    // Half of each square must be ink: print is sparser.
    const Pix dense = owned(pixReduceRankBinaryCascade(ink.get(), 2, 2, 0, 0));
    const Pix closed = owned(pixCloseSafeBrick(nullptr, dense.get(), pixels(gap), pixels(gap)));
    const Pix solid = owned(pixOpenBrick(nullptr, closed.get(), pixels(least), pixels(least)));
    l_int32 none = 1;
    pixZero(solid.get(), &none);
    if (none != 0) return;
    const int grown = 2 * pixels(margin) + 1;
    const Pix mask = owned(pixDilateBrick(nullptr, solid.get(), grown, grown));
    const Pix large = owned(pixExpandReplicate(mask.get(), reduction));
    ink = owned(pixSubtract(nullptr, ink.get(), large.get()));
}

}  // namespace saoy::image
