// SPDX-License-Identifier: Apache-2.0
// From measures to a verdict and to what a person is told.
#include "lib/model/quality.hpp"

#include <catch2/catch.hpp>

#include "lib/model/mark_view.hpp"

using namespace saoy;

namespace {

const std::vector<Limit> limits{{Measured::dpi, "dpi-low", true, 200, 200},
                                {Measured::focus, "blurred", false, 0.3, 0.45},
                                {Measured::cut, "edge-cut", false, 2, 5}};

}  // namespace

TEST_CASE("A measure is judged by its limits; the worst finding is the verdict") {
    Quality quality;
    quality.set({Measured::dpi, 200});
    quality.set({Measured::focus, 0.3});
    quality.set({Measured::ink, 0.9});  // has no limit
    judge(quality, limits);
    CHECK(quality.findings.empty());
    CHECK(quality.verdict() == Level::pass);

    quality.set({Measured::focus, 0.31});
    judge(quality, limits);
    REQUIRE(quality.findings.size() == 1);
    CHECK(quality.verdict() == Level::warn);
    CHECK(quality.findings.front().code == "blurred");

    quality.set({Measured::cut, 9, "top"});
    judge(quality, limits);
    REQUIRE(quality.findings.size() == 2);
    CHECK(quality.findings.back() == Finding{"edge-cut", Level::fail, "top", 9});
    CHECK(quality.verdict() == Level::fail);
}

TEST_CASE("An overridden finding no longer fails a page, also when it is judged again") {
    Quality quality;
    quality.set({Measured::dpi, 150});
    judge(quality, limits);
    CHECK(quality.verdict() == Level::fail);
    quality.findings.front().overridden = Override{"Nguyễn Thị Minh Ánh", "chỉ còn bản này", Time{}};
    CHECK(quality.verdict() == Level::warn);
    quality.set({Measured::focus, 0.2});
    judge(quality, limits);
    CHECK(quality.verdict() == Level::warn);
    quality.set({Measured::focus, 0.5});
    judge(quality, limits);
    CHECK(quality.verdict() == Level::fail);
}

TEST_CASE("What no measure found stays when the measures are judged again, and a person can answer for it") {
    Quality quality;
    quality.findings = {{secrecy_doubt, Level::fail, "", 1}};
    quality.set({Measured::dpi, 300});
    judge(quality, limits);
    REQUIRE(quality.findings.size() == 1);
    CHECK(quality.verdict() == Level::fail);
    quality.findings.front().overridden = Override{"Nguyễn Thị Minh Ánh", "chỉ là tiêu đề", Time{}};
    judge(quality, limits);
    CHECK(quality.verdict() == Level::warn);
    CHECK(quality.findings.front().overridden);
    CHECK(retake_sentence(quality.findings.front(), 4).find("forbids copying") != std::string::npos);
}

TEST_CASE("The retake sentence names the page and the side") {
    const std::string told = retake_sentence({"edge-cut", Level::fail, "top", 9}, 2);
    CHECK(told.find("page 2") != std::string::npos);
    CHECK(told.find("top") != std::string::npos);
    CHECK_FALSE(retake_sentence({"a-profile-of-its-own", Level::fail, "", 1}, 3).empty());
}

TEST_CASE("Every measure has a name that is read back") {
    for (int i = 0; i <= int(Measured::direction); ++i) CHECK(measured_of(to_string(Measured(i))) == Measured(i));
    CHECK_FALSE(measured_of("beauty"));
}
