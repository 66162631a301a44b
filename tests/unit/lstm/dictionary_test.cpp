// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/dictionary.hpp"

#include <catch2/catch.hpp>

#include "lib/lstm/model.hpp"
#include "tests/unit/lstm/packaged_model.hpp"
#include "tests/unit/lstm/synthetic_model.hpp"

using namespace saoy;
using lstm::WordKind;

namespace {

struct Outcome {
    WordKind kind;
    bool end;
    bool operator==(const Outcome&) const = default;
};

Outcome read(const lstm::Model& model, const std::vector<std::string>& signs) {
    std::vector<lstm::DictionaryPosition> pool;
    model.dictionary->start(pool);
    std::size_t first = 0, count = pool.size();
    lstm::Dictionary::Step step;
    for (const std::string& sign : signs) {
        int unichar = 0;
        while (unichar < int(model.unichars.size()) && model.unichars[std::size_t(unichar)].text != sign) ++unichar;
        REQUIRE(unichar < int(model.unichars.size()));
        const std::size_t reached = pool.size();
        step = model.dictionary->step(pool, first, count, unichar, model.unichars[std::size_t(unichar)].digit);
        if (step.kind == WordKind::none) return {WordKind::none, false};
        first = reached;
        count = pool.size() - reached;
    }
    return {step.kind, step.valid_end};
}

std::vector<std::string> letters(const std::string& text) {
    std::vector<std::string> signs;
    for (const char c : text) {
        if ((c & 0xC0) != 0x80) signs.emplace_back();
        signs.back() += c;
    }
    return signs;
}

}  // namespace

TEST_CASE("words, numbers and the punctuation around them are followed") {
    test::SyntheticModel synthetic;
    synthetic.words = {"ab", "abba", "ba"};
    synthetic.numbers = {"0", "00"};  // one or two digits
    synthetic.punctuation = {"0", "(0)", "("};
    const auto model = lstm::load_model(synthetic.file());
    const auto outcome = [&](const char* text) { return read(*model, letters(text)); };
    CHECK(outcome("ab") == Outcome{WordKind::word, true});
    CHECK(outcome("abb") == Outcome{WordKind::word, false});
    CHECK(outcome("abba") == Outcome{WordKind::word, true});
    CHECK(outcome("aa") == Outcome{WordKind::none, false});
    CHECK(outcome("11") == Outcome{WordKind::number, true});
    CHECK(outcome("111") == Outcome{WordKind::none, false});
    CHECK(outcome("(") == Outcome{WordKind::punctuation, true});
    CHECK(outcome("(ab") == Outcome{WordKind::word, false});
    CHECK(outcome("(ab)") == Outcome{WordKind::word, true});
    CHECK(outcome("(1)") == Outcome{WordKind::number, true});
    CHECK(outcome("(ab)a") == Outcome{WordKind::none, false});
    CHECK(outcome("ab)") == Outcome{WordKind::none, false});
}

TEST_CASE("without punctuation patterns words begin at once") {
    test::SyntheticModel synthetic;
    synthetic.words = {"ab"};
    const auto model = lstm::load_model(synthetic.file());
    CHECK(read(*model, {"a", "b"}) == Outcome{WordKind::word, true});
    CHECK(read(*model, {"1"}) == Outcome{WordKind::none, false});
    CHECK(lstm::load_model(test::SyntheticModel{}.file())->dictionary->empty());
}

TEST_CASE("the packaged Vietnamese dictionary knows its words") {
    const auto model = lstm::load_model(test::packaged_model("vie"));
    CHECK(read(*model, letters("quyền")) == Outcome{WordKind::word, true});
    CHECK(read(*model, letters("(nhân)")) == Outcome{WordKind::word, true});
    CHECK(read(*model, letters("quyêền")) == Outcome{WordKind::none, false});
    CHECK(read(*model, letters("2019")) == Outcome{WordKind::number, true});
}
