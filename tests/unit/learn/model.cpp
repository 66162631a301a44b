// SPDX-License-Identifier: Apache-2.0
#include "lib/learn/model.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/learn/train.hpp"

using namespace saoy;

namespace {

std::vector<learn::Sample> samples() {
    std::vector<learn::Sample> made;
    for (int i = 0; i < 12; ++i) {
        const std::string number = std::to_string(i);
        made.push_back(
            {"khai_sinh", {"GIAY KHAI SINH", "GIAY KHAI SINH\nSO " + number + "\nNOI SINH HA NOI\nME CHA\n"}});
        made.push_back({"ket_hon", {"CHUNG NHAN KET HON", "CHUNG NHAN KET HON\nSO " + number + "\nVO VA CHONG\n"}});
        made.push_back({"unknown", {"THUC DON", "THUC DON SO " + number + "\nCOM CA CANH\n"}});
    }
    return made;
}

const learn::Training small{256, 30};

}  // namespace

TEST_CASE("what was learnt is told again, and what was not is not sure") {
    const learn::Model model = learn::train(samples(), small, "unknown");
    REQUIRE(model.kinds.size() == 2);  // the background is no kind
    const learn::Vote right = learn::vote(model, {"GIAY KHAI S1NH", "GIAY KHAI S1NH\nNOI SINH HUE\nCHA ME\n"});
    CHECK(right.kind == "khai_sinh");
    CHECK(right.probability > 0.7);
    CHECK(right.next == "ket_hon");
    CHECK(learn::vote(model, {"BANG GIA", "BANG GIA\nPHO BUN BANH\n"}).probability < 0.5);
}

TEST_CASE("the same samples make the same bytes, and bytes make the same model") {
    const std::string bytes = learn::bytes_of(learn::train(samples(), small, "unknown"));
    CHECK(bytes == learn::bytes_of(learn::train(samples(), small, "unknown")));
    CHECK(learn::bytes_of(learn::model_of(bytes)) == bytes);
}

TEST_CASE("a damaged model is refused at every length") {
    const std::string bytes = learn::bytes_of(learn::train(samples(), small, "unknown"));
    for (std::size_t size = 0; size < bytes.size(); size += 97)
        CHECK_THROWS_AS(learn::model_of(std::string_view(bytes).substr(0, size)), Error);
    CHECK_THROWS_AS(learn::model_of(bytes + "x"), Error);
    std::string not_a_number = bytes;
    not_a_number.replace(bytes.size() - 4, 4, "\xff\xff\xff\xff");
    CHECK_THROWS_AS(learn::model_of(not_a_number), Error);
    std::string huge = bytes;
    huge.replace(0, 4, "\xff\xff\xff\xff");
    CHECK_THROWS_AS(learn::model_of(huge), Error);
}

TEST_CASE("one kind is too few to learn from") {
    std::vector<learn::Sample> one = samples();
    for (learn::Sample& sample : one)
        if (sample.kind == "ket_hon") sample.kind = "unknown";
    CHECK_THROWS_AS(learn::train(one, small, "unknown"), Error);
}
