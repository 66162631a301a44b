// SPDX-License-Identifier: Apache-2.0
#include "lib/model/fit_words.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

TEST_CASE("words take the ink between the gaps near where the recogniser puts them") {
    Piece piece;
    piece.box = {100, 50, 90, 20};
    piece.size = 15;
    piece.left = 98;
    for (const int left : {100, 112, 124, 150, 162, 174}) piece.letters.push_back({left, 55, 10, 15});
    piece.letters.push_back({112, 50, 8, 3});  // a mark over the second letter
    std::sort(piece.letters.begin(), piece.letters.end(), [](const Box& a, const Box& b) { return a.left < b.left; });
    const auto words = fit_words(piece, {{{"ấba", 0.91234, 3, 33}, {"bca", 0.5, 57, 88}}, 0.7});
    REQUIRE(words.size() == 2);
    CHECK(words[0].box == Box{100, 50, 34, 20});
    CHECK(words[1].box == Box{150, 55, 34, 15});
    CHECK(words[0].confidence == Approx(0.912));
    CHECK(words[0].text == "ấba");
}

TEST_CASE("one word has the whole ink; letters that touch are cut where the recogniser says") {
    Piece piece;
    piece.box = {10, 10, 100, 20};
    piece.size = 15;
    piece.left = 8;
    piece.letters = {{10, 10, 100, 20}};
    CHECK(fit_words(piece, {{{"một", 1, 20, 30}}, 1}).front().box == piece.box);
    const auto two = fit_words(piece, {{{"một", 1, 2, 50}, {"hai", 1, 56, 102}}, 1});
    REQUIRE(two.size() == 2);
    CHECK(two[0].box == Box{10, 10, 51, 20});
    CHECK(two[1].box == Box{61, 10, 49, 20});
    CHECK(fit_words(piece, {}).empty());
}
