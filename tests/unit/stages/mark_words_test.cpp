// SPDX-License-Identifier: Apache-2.0
// Readings against the words of the marks: misread letters, other accents, words that are part of more.
#include "lib/stages/mark_words.hpp"

#include <catch2/catch.hpp>

using namespace saoy;

namespace {

SecrecyRules rules() {
    SecrecyRules rules;
    rules.marks = {{"toi-mat", "TỐI MẬT", true, 30, 8, "", 0},
                   {"mat", "MẬT", true, 20, 8, "", 0},
                   {"khong-sao-chup", "KHÔNG SAO CHỤP", true, 0, 0, "", 0}};
    rules.harmless = {{"hoa-toc", "HỎA TỐC", true, 0, 0, "", 0}};
    return rules;
}

LineText line(const std::string& text, double confidence) {
    LineText line;
    line.words.push_back({text, confidence, 0, 10});
    return line;
}

}  // namespace

TEST_CASE("The likest reading counts, and of two alike the longer words") {
    const SecrecyRules known = rules();
    const auto reading = stages::compare({line("MẬT", 0.9), line("TỐI MẬT", 0.6), line("TOI MẤT", 0.3)}, known);
    CHECK(reading.mark.alike == 1);
    REQUIRE(reading.mark.which != nullptr);
    CHECK(reading.mark.which->code == "toi-mat");
    CHECK(reading.mark.sure == Approx(0.6));
    CHECK(reading.other == 0);
}

TEST_CASE("Sure of other accents is another word; unsure of them it may be the mark") {
    const SecrecyRules known = rules();
    const auto sure = stages::compare({line("MẶT", 0.97)}, known);
    CHECK(sure.mark.alike < 0.85);
    CHECK(sure.another == Approx(0.97));
    const auto unsure = stages::compare({line("MẶT", 0.5)}, known);
    CHECK(unsure.mark.alike == 1);
    CHECK(unsure.another == 0);
}

TEST_CASE("Other words speak against a mark, a part of its words does not") {
    const SecrecyRules known = rules();
    CHECK(stages::compare({line("BẢN CHÍNH", 0.95)}, known).other == Approx(0.95));
    CHECK(stages::compare({line("TỐI", 0.95)}, known).other == 0);
    CHECK(stages::compare({line("HOA TÔC", 0.7)}, known).harmless.alike == 1);
    CHECK(stages::compare({line("Tài liệu không sao chụp", 0.9)}, known).mark.which->code == "khong-sao-chup");
    CHECK(stages::compare({line("|..", 0.9)}, known).mark.alike == 0);
}
