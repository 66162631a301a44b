// SPDX-License-Identifier: Apache-2.0
// How pages become papers.
#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/stages/split.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

// "t" a page of text, "b" a blank one, "S" a separator sheet: the papers as "p1:1,2 p2:4".
std::string papers(const std::string& kinds, const std::string& how, std::string* separators = nullptr) {
    std::vector<Page> pages;
    for (const char kind : kinds) {
        Page page;
        page.number = int(pages.size()) + 1;
        page.blank = kind == 'b';
        page.separator = kind == 'S';
        pages.push_back(page);
    }
    std::string told;
    for (const Paper& paper : split_papers(pages, parse_split(how))) {
        told += (told.empty() ? "" : " ") + paper.id + ":";
        for (std::size_t i = 0; i < paper.pages.size(); ++i)
            told += (i == 0 ? "" : ",") + std::to_string(paper.pages[i]);
    }
    if (separators != nullptr)
        for (const Page& page : pages) *separators += page.separator ? 'S' : '.';
    return told;
}

}  // namespace

TEST_CASE("A file is one paper unless told otherwise, its blank pages in it") {
    CHECK(papers("tbt", "file") == "p1:1,2,3");
    CHECK(papers("b", "file") == "p1:1");
    CHECK(papers("", "file") == "p1:");  // an electronic document
}

TEST_CASE("Separator sheets part papers and belong to none") {
    std::string separators;
    CHECK(papers("ttSbtSSbbt", "separator", &separators) == "p1:1,2 p2:5 p3:9,10");
    CHECK(separators == "..SS.SSS..");  // the empty back of a sheet goes with it, a second empty page does not
    CHECK(papers("StS", "separator") == "p1:2");
    CHECK(papers("tbt", "separator") == "p1:1,2,3");
}

TEST_CASE("Blank pages part papers when told so") {
    std::string separators;
    CHECK(papers("btbbtt", "blank", &separators) == "p1:2 p2:5,6");
    CHECK(separators == "S.SS..");
}

TEST_CASE("So many pages a paper, the last may have fewer") {
    CHECK(papers("ttttt", "2") == "p1:1,2 p2:3,4 p3:5");
    CHECK(papers("tb", "1") == "p1:1 p2:2");
}

TEST_CASE("Nothing but separators is no paper; what cannot be a split is refused") {
    CHECK_THROWS_AS(papers("SbS", "separator"), Error);
    CHECK_THROWS_AS(papers("bb", "blank"), Error);
    for (const char* wrong : {"", "0", "-1", "2x", "pages", "99999999999"}) CHECK_THROWS_AS(parse_split(wrong), Error);
    for (const char* right : {"file", "separator", "blank", "17"}) CHECK(to_string(parse_split(right)) == right);
}
