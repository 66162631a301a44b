// SPDX-License-Identifier: Apache-2.0
// Print and handwriting, told apart by what a printer cannot help and a hand cannot do: to put letters on one line.
#pragma once

#include "lib/model/layout.hpp"
#include "lib/model/line_reader.hpp"

namespace saoy {

// How large a share of the letters of a piece stands on its baseline, 0 … 1; accents and dots do not count. Print has
// some letters that go below (g, p, y) and few others; 1 for a piece with too few letters to tell.
double steadiness(const Piece& piece);

// A line that wavers and that the recogniser, which learned print, is not sure of. Neither alone is enough: the feet of
// print are on the line for 7 letters in 10 and more, of handwriting for 5 to 8; print is read with a certainty over
// 0.88, handwriting under 0.85. Words printed and written in one line go with what there is more of.
LineKind kind_of(const Piece& piece, const LineText& text);

}  // namespace saoy
