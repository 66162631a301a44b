// SPDX-License-Identifier: Apache-2.0
// What hangs together on a layer of ink, and the rectangle at any angle that each piece fills.
#pragma once

#include <optional>
#include <vector>

#include "lib/image/components.hpp"
#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"
#include "lib/image/leptonica.hpp"

namespace saoy::image {

Pix mask_of(const Layer& layer);

struct Blob {
    LeanRect rect;      // pixels of the layer
    double filled = 0;  // share of it
};
Blob blob_of(const Component& part);

// Those that are `shortest` or longer in one direction and, from corner to corner, not more than `longest` pixels.
// `corners`: pieces hang together by them, too.
std::vector<Blob> blobs_of(const Pix& mask, bool corners, double shortest, double longest);

// The layer without what is no line of print: rings of seals, frames, tables, rules. Letters that touch one go with it.
// Nothing where there is none.
std::optional<Layer> without_drawings(const Layer& layer, const Pix& mask);

}  // namespace saoy::image
