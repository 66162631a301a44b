// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/beam.hpp"

#include <catch2/catch.hpp>

#include "lib/lstm/words.hpp"
#include "tests/unit/lstm/synthetic_model.hpp"

using namespace saoy;

namespace {

// Codes of the synthetic model: blank 0, a 1, b 2, 1 3, ( 4, ) 5, null 6. Each column: probabilities of some codes;
// null has what is left.
using Column = std::vector<std::pair<int, float>>;

struct Emitted {
    explicit Emitted(const std::vector<Column>& columns) {
        for (const Column& column : columns) {
            std::vector<float> row(7, 0.0F);
            row[6] = 1;
            for (const auto& [code, probability] : column) {
                row[std::size_t(code)] = probability;
                row[6] -= probability;
            }
            values.insert(values.end(), row.begin(), row.end());
        }
        emissions = {values.data(), int(columns.size()), 7, 7};
    }
    std::vector<float> values;
    lstm::Emissions emissions;
};

std::vector<lstm::SignedWord> words(const test::SyntheticModel& synthetic, const std::vector<Column>& columns) {
    const auto model = lstm::load_model(synthetic.file());
    lstm::Beam beam(*model);
    const Emitted emitted(columns);
    std::vector<lstm::SignedWord> found;
    lstm::words_of(beam(emitted.emissions), emitted.emissions, *model, found);
    return found;
}

std::string read(const test::SyntheticModel& synthetic, const std::vector<Column>& columns) {
    std::string text;
    for (const lstm::SignedWord& word : words(synthetic, columns)) text += (text.empty() ? "" : " ") + word.text();
    return text;
}

const Column gap{};
Column sure(int code) { return {{code, 0.98F}}; }

}  // namespace

TEST_CASE("repeated codes are one sign, and two if something is between them") {
    const test::SyntheticModel plain;
    CHECK(read(plain, {sure(1), sure(1), gap, sure(2)}) == "ab");
    CHECK(read(plain, {sure(1), gap, sure(1), sure(2)}) == "aab");
    CHECK(read(plain, {sure(1), sure(0), sure(2), sure(2)}) == "a b");
    CHECK(read(plain, {gap, gap, gap}).empty());
    CHECK(read(plain, {}).empty());
}

TEST_CASE("the dictionary repairs what is doubtful, and leaves what is not") {
    test::SyntheticModel synthetic;
    const std::vector<Column> doubtful{sure(1), gap, {{2, 0.45F}, {3, 0.55F}}, gap};
    CHECK(read(synthetic, doubtful) == "a1");
    synthetic.words = {"ab"};
    CHECK(read(synthetic, doubtful) == "ab");
    CHECK(read(synthetic, {sure(1), gap, {{2, 0.02F}, {3, 0.97F}}, gap}) == "a1");
}

TEST_CASE("a sign of several codes is read whole, with gaps inside it") {
    test::SyntheticModel synthetic;
    synthetic.sign_codes = {{1, 2}, {2}, {3}, {1, 2, 1}, {5}};  // a = 1 2, b = 2, 1 = 3, ( = 1 2 1
    CHECK(read(synthetic, {sure(1), sure(2), gap, sure(3)}) == "a1");
    CHECK(read(synthetic, {sure(1), gap, sure(2), sure(2), sure(3)}) == "a1");
    CHECK(read(synthetic, {sure(2), gap, sure(1), sure(2)}) == "ba");
    CHECK(read(synthetic, {sure(1), sure(2), sure(1), sure(3)}) == "(1");
}

TEST_CASE("words have the places of their emissions, a least probability and runners-up") {
    const test::SyntheticModel plain;
    const auto found = words(plain, {gap, sure(1), gap, gap, {{2, 0.7F}, {3, 0.2F}}, gap, sure(0), gap, sure(3), gap});
    REQUIRE(found.size() == 2);
    REQUIRE(found[0].signs.size() == 2);
    const lstm::Sign& b = found[0].signs[1];
    CHECK(found[0].signs[0].left == 0);
    CHECK(found[0].signs[0].right == 3);  // half-way from column 2, where a ends, to column 4
    CHECK(b.left == 3);
    CHECK(b.right == 5.5);
    CHECK(b.alternative == "1");
    CHECK(b.alternative_probability == Approx(0.2));
    CHECK(b.probability == Approx(0.7));
    CHECK(found[0].least == Approx(0.7));
    CHECK(found[1].signs[0].right == 10);
    CHECK(found[1].least == Approx(0.98));
    CHECK(found[0].confidence <= found[1].confidence);
}
