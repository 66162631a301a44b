// SPDX-License-Identifier: Apache-2.0
#include "lib/model/handwriting.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

namespace {

// Twelve letters, 14 pixels high, whose feet are `off` the baseline in turn; a dot under each.
Piece piece(const std::vector<int>& off) {
    Piece piece;
    piece.box = {100, 86, 240, 20}, piece.baseline = 99, piece.size = 14;
    for (int i = 0; i < 12; ++i) {
        piece.letters.push_back({100 + 20 * i, 86 + off[std::size_t(i) % off.size()], 12, 14});
        piece.letters.push_back({104 + 20 * i, 103, 3, 3});
    }
    return piece;
}

LineText text(double certainty) { return {{{"chữ", 0.9, 0, 50}}, certainty}; }

}  // namespace

TEST_CASE("print stands on its line, also where every third letter goes below it") {
    CHECK(steadiness(piece({0})) == 1);
    CHECK(steadiness(piece({0, 1, 4})) == Approx(2 / 3.0));
    CHECK(kind_of(piece({0, 1, 4}), text(0.9)) == LineKind::print);
    CHECK(kind_of(piece({0}), text(0.5)) == LineKind::print);
    Piece leaning = piece({0});
    leaning.slope = 0.05;
    for (Box& letter : leaning.letters) letter.top += int(0.05 * (letter.left - 220));
    CHECK(steadiness(leaning) > 0.9);
}

TEST_CASE("letters that waver and are read badly are handwriting; few letters tell nothing") {
    const Piece wavering = piece({0, 4, -5, 3, -4});
    CHECK(steadiness(wavering) < 0.3);
    CHECK(kind_of(wavering, text(0.6)) == LineKind::handwriting);
    CHECK(kind_of(wavering, text(0.9)) == LineKind::print);
    Piece few = wavering;
    few.letters.resize(8);
    CHECK(steadiness(few) == 1);
}
