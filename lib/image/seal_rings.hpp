// SPDX-License-Identifier: Apache-2.0
// Round seals on pages without colour: a fax or a grey scan shows their rings, not the red.
#pragma once

#include <vector>

#include "lib/image/leptonica.hpp"
#include "lib/model/words.hpp"

namespace saoy::image {

struct SealRing {
    double x = 0, y = 0, radius = 0;  // of the outermost ring, in pixels
    std::vector<double> inner;        // radii of the rings within it
    Box box() const { return {int(x - radius), int(y - radius), int(2 * radius) + 1, int(2 * radius) + 1}; }
};

// On an 8-bit grey page; closed circles of 22 to 45 mm that are neither filled nor part of something larger than a
// seal with a signature through it.
std::vector<SealRing> find_seal_rings(const Pix& grey, double dpi);

// The outermost ring of a seal that print and pens run through, sought anew around where one was found.
SealRing outermost_ring(const Pix& grey, const SealRing& about, double dpi);

// Turns a seal to paper where its ink is paler than the print's; where both are black, its rings and the letters
// between them only, which would be taken for text. Print that crosses a black ring is cut where it does.
void take_seal(Pix& grey, const SealRing& seal);
// A seal's rings and the letters between them, whatever ink they are of.
void take_rings(Pix& grey, const SealRing& seal);
// Turns a seal to paper that is paler than `print`, by so many levels that the two are told apart; false if it is not.
bool take_paler_seal(Pix& grey, const SealRing& seal, int print, int paler);

}  // namespace saoy::image
