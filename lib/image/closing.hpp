// SPDX-License-Identifier: Apache-2.0
// What lies near one another on a mask joined.
#pragma once

#include "lib/image/leptonica.hpp"

namespace saoy::image {

// Gaps narrower than `across` or lower than `down` pixels filled; as pixCloseSafeBrick(), several times as fast. Less
// than a pixel throws Error(input, "image-damaged"): the page is too coarse to have gaps.
Pix closed(const Pix& ink, int across, int down);

}  // namespace saoy::image
