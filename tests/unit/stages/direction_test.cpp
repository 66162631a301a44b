// SPDX-License-Identifier: Apache-2.0
// Which way up lines make sense: by words that can be Vietnamese, else by how certainly they are read.
#include "lib/stages/direction.hpp"

#include <catch2/catch.hpp>

#include "lib/base/text.hpp"

using namespace saoy;

namespace {

LineText line(const std::string& words, double certainty) {
    LineText line;
    line.certainty = certainty;
    for (const std::string& word : text::split(words, ' ')) line.words.push_back({word, certainty, 0, 10});
    return line;
}

const std::vector<LineText> sense{line("Hạnh phúc", 0.85), line("VIỆT NAM", 0.9), line("9nud", 0.95)};
const std::vector<LineText> nonsense{line("9nud que$H", 0.93), line("WVN LÄTA", 0.79), line("TVHM an o", 0.97)};
const std::vector<LineText> strokes{line("=", 0.9), line("__ ¬", 0.92), line("", 0)};

}  // namespace

TEST_CASE("Words that can be Vietnamese say which way is up, however certain the rest is") {
    CHECK(stages::direction_of({{{sense, nonsense}, {strokes, strokes}}}) == 0);
    CHECK(stages::direction_of({{{strokes, strokes}, {sense, nonsense}}}) == 90);
    CHECK(stages::direction_of({{{nonsense, sense}, {strokes, strokes}}}) == 180);
    CHECK(stages::direction_of({{{strokes, strokes}, {nonsense, sense}}}) == 270);
}

TEST_CASE("Where words say nothing, certainty does; where that is even, nothing") {
    const std::vector<LineText> figures{line("12.345", 0.9), line("67.890", 0.92), line("2026", 0.88)};
    const std::vector<LineText> turned{line("5h€.21", 0.8), line("068.L9", 0.8), line("920Z", 0.81)};
    CHECK(stages::direction_of({{{figures, turned}, {strokes, strokes}}}) == 0);
    CHECK(stages::direction_of({{{turned, figures}, {strokes, strokes}}}) == 180);
    CHECK_FALSE(stages::direction_of({{{sense, sense}, {strokes, strokes}}}));
    CHECK_FALSE(stages::direction_of({{{strokes, strokes}, {strokes, strokes}}}));
    CHECK_FALSE(stages::direction_of({}));
}
