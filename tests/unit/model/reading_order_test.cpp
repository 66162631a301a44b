// SPDX-License-Identifier: Apache-2.0
#include "lib/model/reading_order.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

namespace {

// Ten pixels high, `x` to `x + width`, standing on `y`.
PlacedPiece piece(int x, int width, int y) { return {{x, y - 10, width, 10}, double(y), 10}; }

// Lines as "0 1|2" with "/" between blocks.
std::string told(const std::vector<OrderedBlock>& blocks) {
    std::string text;
    for (const OrderedBlock& block : blocks) {
        if (&block != &blocks.front()) text += " / ";
        for (const auto& line : block.lines) {
            if (&line != &block.lines.front()) text += "|";
            for (std::size_t i = 0; i < line.size(); ++i) text += (i == 0 ? "" : " ") + std::to_string(line[i]);
        }
    }
    return text;
}

}  // namespace

TEST_CASE("the heading's left column is read before its right one, then the text") {
    const std::vector<PlacedPiece> page{piece(60, 200, 20),  piece(400, 400, 20),  piece(80, 160, 42),
                                        piece(470, 260, 42), piece(300, 300, 120), piece(20, 800, 180),
                                        piece(20, 780, 202)};
    CHECK(told(reading_order(page, {}, {})) == "0|2 / 1|3 / 4 / 5|6");
}

TEST_CASE("fields of one row of a form are read across") {
    const std::vector<PlacedPiece> page{piece(20, 700, 20),  piece(20, 100, 45), piece(300, 100, 45),
                                        piece(550, 120, 45), piece(20, 650, 70), piece(20, 110, 95),
                                        piece(300, 90, 95)};
    CHECK(told(reading_order(page, {}, {})) == "0|1 2 3|4|5 6");
}

TEST_CASE("a rule between two columns parts them; full columns need none") {
    std::vector<PlacedPiece> page;
    for (int row = 0; row < 3; ++row)
        page.push_back(piece(20, 150 + 40 * row, 20 + 25 * row)), page.push_back(piece(400, 200, 20 + 25 * row));
    CHECK(told(reading_order(page, {}, {})) == "0 1|2 3|4 5");
    CHECK(told(reading_order(page, {}, {{350, 0, 2, 90}})) == "0|2|4 / 1|3|5");
    page.clear();
    for (int row = 0; row < 4; ++row)
        page.push_back(piece(20, 300, 20 + 25 * row)), page.push_back(piece(360, 300, 20 + 25 * row));
    CHECK(told(reading_order(page, {}, {})) == "0|2|4|6 / 1|3|5|7");
}

TEST_CASE("cells of a ruled table are read row by row and know their place") {
    const std::vector<Box> across{{0, 100, 600, 2}, {0, 140, 600, 2}, {0, 200, 600, 2}};
    const std::vector<Box> down{{0, 100, 2, 100}, {200, 100, 2, 100}, {598, 100, 2, 100}};
    const std::vector<PlacedPiece> page{piece(10, 80, 50),  piece(10, 80, 128), piece(210, 90, 128),
                                        piece(10, 70, 165), piece(10, 60, 190), piece(210, 80, 165),
                                        piece(10, 300, 250)};
    const auto blocks = reading_order(page, across, down);
    CHECK(told(blocks) == "0 / 1 / 2 / 3|4 / 5 / 6");
    CHECK(!blocks.front().cell);
    CHECK(blocks[1].cell == Cell{1, 1, 1});
    CHECK(blocks[2].cell == Cell{1, 1, 2});
    CHECK(blocks[4].cell == Cell{1, 2, 2});
    // a frame round the page is no table
    CHECK(!reading_order({piece(50, 90, 150)}, {across[0], across[2]}, {down[0], down[2]}).front().cell);
}

TEST_CASE("every piece comes out once, however they lie") {
    std::vector<PlacedPiece> page;
    unsigned seed = 7;
    const auto next = [&](unsigned below) { return int((seed = seed * 1664525u + 1013904223u) >> 8) % int(below); };
    for (int i = 0; i < 300; ++i) page.push_back(piece(next(900), 5 + next(300), 10 + next(1200)));
    std::vector<int> seen(page.size());
    for (const OrderedBlock& block : reading_order(page, {{0, 300, 900, 2}, {0, 600, 900, 2}},
                                                   {{1, 300, 2, 300}, {450, 300, 2, 300}, {898, 300, 2, 300}}))
        for (const auto& line : block.lines)
            for (const std::size_t i : line) ++seen[i];
    CHECK(seen == std::vector<int>(page.size(), 1));
    CHECK(reading_order({}, {}, {}).empty());
}

TEST_CASE("signature blocks are read one after the other, under the row that is printed above both") {
    const std::vector<PlacedPiece> page{
        piece(20, 500, 20),  piece(560, 240, 20),                        // a field on either side
        piece(80, 100, 80),  piece(600, 200, 82),                        // roles
        piece(30, 200, 102), piece(650, 100, 104),                       // (signs)
        piece(70, 120, 200), piece(610, 180, 230), piece(20, 700, 330),  // names, and what follows
    };
    CHECK(told(reading_order(page, {}, {})) == "0 1 / 2|4 / 6 / 3|5 / 7 / 8");
}

TEST_CASE("columns whose rows stand at different heights are columns") {
    const std::vector<PlacedPiece> page{piece(600, 240, 20), piece(660, 120, 45), piece(20, 150, 90),
                                        piece(20, 250, 112), piece(640, 160, 140)};
    CHECK(told(reading_order(page, {}, {})) == "2|3 / 0|1 / 4");
}

TEST_CASE("the subject of a letter follows the heading, its number does not") {
    const std::vector<PlacedPiece> page{piece(60, 200, 20),  piece(400, 400, 20),  piece(80, 160, 38),
                                        piece(470, 260, 38), piece(100, 120, 66),  piece(450, 300, 66),
                                        piece(50, 230, 92),  piece(110, 110, 108), piece(200, 500, 160)};
    CHECK(told(reading_order(page, {}, {})) == "0|2|4 / 1|3|5 / 6|7 / 8");
}

TEST_CASE("fields beside each other among many rows of a form are no column") {
    std::vector<PlacedPiece> page;
    for (int row = 0; row < 9; ++row) {
        page.push_back(piece(20, 150 + 17 * (row % 4), 20 + 25 * row));
        if (row % 3 == 2) page.push_back(piece(400, 200, 20 + 25 * row));
    }
    page.push_back(piece(300, 350, 290));
    CHECK(told(reading_order(page, {}, {})) == "0|1|2 3|4|5|6 7|8|9|10 11 / 12");
}

TEST_CASE("what stands in the gutter of running text, and dirt at its edge, do not end the columns") {
    std::vector<PlacedPiece> page;
    for (int row = 0; row < 12; ++row)
        for (const int x : {20, 340})
            page.push_back(row == 8 && x == 340 ? piece(331, 309, 20 + 20 * row) : piece(x, 300, 20 + 20 * row));
    CHECK(told(reading_order(page, {}, {})) == "0|2|4|6|8|10|12|14|16|18|20|22 / 1|3|5|7|9|11|13|15|17|19|21|23");
    for (int row = 5; row < 8; ++row)  // a caption, and lines that make way for it
        for (PlacedPiece& one : page)
            if (one.baseline == 20 + 20 * row)
                one = one.box.left == 20 ? piece(20, 230, 20 + 20 * row) : piece(450, 230, 20 + 20 * row);
    page.push_back(piece(280, 140, 128)), page.push_back(piece(290, 120, 148));
    CHECK(told(reading_order(page, {}, {})) ==
          "0|2|4|6|8|10|12|14|16|18|20|22 / 1|3|5|7|9|11|13|15|17|19|21|23 / 24|25");
    page.push_back(piece(120, 460, 300));  // a heading over both follows them
    CHECK(told(reading_order(page, {}, {})).ends_with(" / 24|25 / 26"));
}

TEST_CASE("the date under a card's picture follows the column beside it") {
    std::vector<PlacedPiece> page;
    for (int row = 0; row < 6; ++row) page.push_back(piece(300, 200 + 15 * (row % 3), 20 + 25 * row));
    page.push_back(piece(20, 180, 145)), page.push_back(piece(20, 90, 170));
    CHECK(told(reading_order(page, {}, {})) == "0 / 1|2|3|4|5 / 6|7");
    page.push_back(piece(300, 180, 182));  // the column is longer than the date
    CHECK(told(reading_order(page, {}, {})) == "0 / 1|2|3|4|5 / 8 / 6|7");
}

TEST_CASE("what may be no text does not decide the order") {
    // a diploma: number and register at the left, date, office, (seal) and name at the right
    std::vector<PlacedPiece> page{piece(500, 250, 20), piece(585, 80, 45), piece(20, 150, 120), piece(20, 300, 142),
                                  piece(570, 150, 142)};
    const std::string wanted = "2|3 / 0|1 / 4";
    CHECK(told(reading_order(page, {}, {})) == wanted);
    page.push_back(piece(520, 30, 121));  // read in the seal, on the level of a row
    const std::string across = told(reading_order(page, {}, {}));
    CHECK(!across.starts_with("2|3 / "));
    page.back().doubtful = true;
    CHECK(told(reading_order(page, {}, {})) == "2|3 / 0|1 / 5|4");
    for (PlacedPiece& one : page) one.doubtful = true;  // an order there is all the same
    CHECK(told(reading_order(page, {}, {})) == across);
}

TEST_CASE("what may be no text stands in its line, or under all that is above it") {
    std::vector<PlacedPiece> page{piece(20, 300, 20), piece(20, 280, 42), piece(20, 60, 64)};
    page.push_back(piece(200, 12, 240));  // nearer to the second line than to the third
    page.back().doubtful = true;
    CHECK(told(reading_order(page, {}, {})) == "0|1|2|3");
    page.back() = piece(2, 10, 41);
    page.back().doubtful = true;
    CHECK(told(reading_order(page, {}, {})) == "0|3 1|2");
}

TEST_CASE("the short last line of a paragraph is one, whatever is read there") {
    std::vector<PlacedPiece> page{piece(20, 200, 20),  piece(300, 220, 24), piece(300, 30, 50),   piece(20, 180, 45),
                                  piece(300, 150, 80), piece(20, 150, 70),  piece(300, 140, 105), piece(20, 160, 95)};
    page[2].doubtful = true;
    CHECK(told(reading_order(page, {}, {{260, 0, 2, 110}})) == "0|3|5|7 / 1|2|4|6");
    page[2].box.left = 400;  // not in line with anything: the rows under it are far from those above
    CHECK(told(reading_order(page, {}, {{260, 0, 2, 110}})) != "0|3|5|7 / 1|2|4|6");
}

TEST_CASE("lines that take turns on either side of a narrow gutter are columns") {
    std::vector<PlacedPiece> page;
    for (int row = 0; row < 4; ++row) page.push_back(piece(300, 200 + 15 * (row % 3), 20 + 25 * row));
    page.push_back(piece(90, 202, 82)), page.push_back(piece(90, 90, 107));  // 8 pixels from the column
    CHECK(told(reading_order(page, {}, {})) == "0|1|2|3 / 4|5");
    page.back() = piece(65, 115, 107);  // with a piece of the card's edge
    CHECK(told(reading_order(page, {}, {})) == "0|1|2|3 / 4|5");
}

TEST_CASE("rules close along its sides make a frame no table") {
    const std::vector<Box> across{{0, 0, 1000, 6}, {10, 690, 980, 3}, {0, 706, 1000, 3}};
    const std::vector<Box> down{{0, 0, 6, 400}, {22, 400, 4, 306}, {994, 0, 6, 709}};
    CHECK(!reading_order({piece(50, 90, 150)}, across, down).front().cell);
    const std::vector<Box> ornate{{0, 0, 1000, 6}, {30, 28, 940, 3}, {30, 678, 940, 3}, {0, 706, 1000, 3}};
    CHECK(!reading_order({piece(50, 90, 150)}, ornate, down).front().cell);
    CHECK(reading_order({piece(50, 90, 150)}, {across[0], {0, 640, 1000, 3}, across[2]}, down).front().cell);
}
