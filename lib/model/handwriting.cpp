// SPDX-License-Identifier: Apache-2.0
#include "lib/model/handwriting.hpp"

#include <cmath>

namespace saoy {

double steadiness(const Piece& piece) {
    constexpr int fewest = 5;
    constexpr double least_height = 0.45, slack = 0.1;  // of capitals
    const double middle = piece.box.left + piece.box.width / 2.0;
    int letters = 0, steady = 0;
    for (const Box& letter : piece.letters) {
        if (letter.height < least_height * piece.size) continue;
        const double base = piece.baseline + piece.slope * (letter.left + letter.width / 2.0 - middle);
        ++letters;
        steady += std::abs(letter.top + letter.height - 1 - base) <= slack * piece.size + 1;
    }
    return letters < fewest ? 1 : double(steady) / letters;
}

LineKind kind_of(const Piece& piece, const LineText& text) {
    constexpr double wavering = 0.8, unsure = 0.85;
    return text.certainty < unsure && steadiness(piece) < wavering ? LineKind::handwriting : LineKind::print;
}

}  // namespace saoy
