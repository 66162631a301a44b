// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/document.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;

TEST_CASE("what is written is read again, Vietnamese and all") {
    xml::Writer out;
    out.start("a").attribute("tên", "Nguyễn <&\"> Hường").attribute("n", 3).attribute("x", 0.5);
    out.element("b", "1 < 2 & \"3\"").end();
    const xml::Document document = xml::Document::parse(out.finish(), "a.xml");
    CHECK(document.root().get("tên") == "Nguyễn <&\"> Hường");
    CHECK(document.root().get_int("n") == 3);
    CHECK(document.root().get_double("x") == 0.5);
    CHECK(document.root().child("b")->text() == "1 < 2 & \"3\"");
    CHECK_FALSE(document.root().child("c"));
}

TEST_CASE("faults name the file and the line") {
    CHECK_THROWS_WITH(xml::Document::parse("<a>\n<b>\n</a>", "x.xml"), Catch::Contains("x.xml:3"));
    CHECK_THROWS_WITH(xml::Document::parse("<a n='x'/>", "x.xml").root().get_int("n"), Catch::Contains("element a"));
    CHECK_THROWS_WITH(xml::Document::parse("<a/>", "x.xml").root().get("id"), Catch::Contains("'id'"));
}

TEST_CASE("hostile XML is refused") {
    const char* laughs = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'><!ENTITY d '&c;&c;&c;'>]><a>&d;</a>";
    CHECK_THROWS_AS(xml::Document::parse(laughs, "x"), Error);
    CHECK_THROWS_AS(xml::Document::parse("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "x"), Error);
    CHECK_THROWS_AS(xml::Document::parse("", "x"), Error);
    CHECK_THROWS_AS(xml::Document::parse("\xff\xfe\x00", "x"), Error);
    std::string deep;
    for (int i = 0; i < 300'000; ++i) deep += "<a>";
    CHECK_THROWS_AS(xml::Document::parse(deep, "x"), Error);
}

TEST_CASE("every schema of ours compiles") {
    for (const auto& entry : std::filesystem::directory_iterator(SAOY_SOURCE_DIR "/schemas"))
        if (entry.path().extension() == ".xsd") {
            INFO(entry.path());
            CHECK_NOTHROW(xml::Schema(entry.path()));
        }
}
