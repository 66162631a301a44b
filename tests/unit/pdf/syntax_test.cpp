// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/syntax.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;
using pdf::Parser;
using Kind = pdf::Value::Kind;

TEST_CASE("objects are read as ISO 32000 spells them") {
    const pdf::Value v =
        Parser("<< /A#20B (x\\(\\051\\n(y)) /N[1 -2 +3 .5 4. 7 0 R true null] /H<48 6> % c\n /E<<>> >>").value();
    CHECK(v["A B"].text == "x()\n(y)");
    CHECK(v["H"].text == "H`");
    CHECK(v["H"].hexadecimal);
    const auto& n = v["N"].items;
    REQUIRE(n.size() == 8);
    CHECK(n[1].integer == -2);
    CHECK(n[3].real == 0.5);
    CHECK(n[4].real == 4.0);
    CHECK(n[5].reference == pdf::Reference{7, 0});
    CHECK(n[7].is(Kind::null));
    CHECK(v["E"].is(Kind::dictionary));
    CHECK(v["none"].is(Kind::null));
    CHECK_FALSE(v.repeated);
}

TEST_CASE("a value knows its bytes") {
    const std::string text = "  <</Contents <00ff> /B 2>>  ";
    const pdf::Value v = Parser(text).value();
    CHECK(text.substr(v["Contents"].begin, v["Contents"].end - v["Contents"].begin) == "<00ff>");
    CHECK(v.end == text.size() - 2);
}

TEST_CASE("a key that stands twice is seen") {
    CHECK(Parser("<</ByteRange 1/X 2/ByteRange 3>>").value().repeated);
    CHECK(Parser("<</ByteRange 1/Byte#52ange 3>>").value().repeated);
}

TEST_CASE("hostile syntax ends in an Error") {
    const std::string deep(200'000, '['), dictionaries = [] {
        std::string all;
        for (int i = 0; i < 200'000; ++i) all += "<</A";
        return all;
    }();
    for (const std::string& bad : {deep, dictionaries, std::string("<</A"), std::string("(abc"), std::string("<4x>"),
                                   std::string("<</A 1 2>>"), std::string(""), std::string("obj"), std::string("--1")})
        CHECK_THROWS_AS(Parser(bad).value(), Error);
}
