// SPDX-License-Identifier: Apache-2.0
// Printed page numbers, and what lacks by them.
#include "lib/stages/printed_numbers.hpp"

#include <catch2/catch.hpp>

#include "lib/base/text.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

// A page of 1000 pixels with one line at `top`.
PageText with_line(const std::string& words, int top) {
    PageText page;
    page.width = 700, page.height = 1000;
    Line line;
    line.box = {300, top, 100, 20};
    for (const std::string& word : text::split(words, ' ')) line.words.push_back({word, 0.9, {300, top, 40, 20}});
    page.blocks.push_back({line.box, {line}});
    return page;
}

std::optional<PrintedNumber> at(int number, int of) { return PrintedNumber{number, of}; }

}  // namespace

TEST_CASE("Numbers in head and foot are read, other fractions are not") {
    CHECK(printed_number(with_line("Trang 2/5", 20)) == at(2, 5));
    CHECK(printed_number(with_line("TRANG 2 / 5", 960)) == at(2, 5));
    CHECK(printed_number(with_line("3/3", 960)) == at(3, 3));
    CHECK_FALSE(printed_number(with_line("Trang 2/5", 500)));
    CHECK_FALSE(printed_number(with_line("Số: 2/5", 20)));
    CHECK_FALSE(printed_number(with_line("5/2", 20)));
    CHECK_FALSE(printed_number(with_line("12/2026", 20)));
}

TEST_CASE("What lacks is told at the page after it, and at the end") {
    CHECK(pages_missing({at(1, 3), at(2, 3), at(3, 3)}) == std::vector<int>{0, 0, 0});
    CHECK(pages_missing({at(1, 3), at(3, 3)}) == std::vector<int>{0, 1});
    CHECK(pages_missing({at(1, 4), at(2, 4)}) == std::vector<int>{0, 2});
    CHECK(pages_missing({at(2, 2)}) == std::vector<int>{1});
    CHECK(pages_missing({at(1, 3), std::nullopt, at(3, 3)}) == std::vector<int>{0, 0, 0});
    CHECK(pages_missing({std::nullopt, std::nullopt}) == std::vector<int>{0, 0});
    CHECK(pages_missing({at(1, 2), at(2, 2), at(1, 3), at(2, 3), at(3, 3)}) == std::vector<int>{0, 0, 0, 0, 0});
    CHECK(pages_missing({}).empty());
}
