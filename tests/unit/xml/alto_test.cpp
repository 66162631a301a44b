// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/alto.hpp"

#include <catch2/catch.hpp>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/xml/document.hpp"

using namespace saoy;

namespace {

const Path source_dir = SAOY_SOURCE_DIR;

PageText sample() {
    PageText page;
    page.page = 3;
    page.width = 1654;
    page.height = 2339;
    page.dpi = 199.5;
    page.language = "vie+eng";
    const Line first{
        {100, 200, 500, 40}, 232, {{"GIẤY", 0.961, {100, 200, 200, 40}}, {"\"A&B\" <x>", 0, {320, 200, 280, 40}}}};
    const Line second{{100, 260, 90, 30}, 285, {{"Đượm", 1, {100, 260, 90, 30}}}};
    page.blocks = {{{100, 200, 500, 90}, {first, second}},
                   {{-2, 400, 60, 20}, {{{-2, 400, 60, 20}, 415, {{"7", 0.5, {-2, 400, 60, 20}}}}}}};
    return page;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a page written as ALTO reads back as it was, byte for byte twice") {
    const xml::AltoSource source{"images/p0003.png", "saoy-ocr 0, tesseract 5"};
    const std::string alto = xml::write_alto(sample(), source);
    CHECK(xml::read_alto(alto) == sample());
    CHECK(xml::write_alto(xml::read_alto(alto), source) == alto);
    CHECK(alto.find("GIẤY") != std::string::npos);
}

TEST_CASE("ALTO fits our schema, with and without text") {
    const xml::Schema schema(source_dir / "schemas/alto.xsd");
    PageText empty = sample();
    empty.blocks.clear();
    empty.language = "script/Vietnamese";
    for (const PageText& page : {sample(), empty}) {
        const std::string alto = xml::write_alto(page, {"images/p0003.png", "saoy"});
        xml::Document::parse(alto, "alto").validate(schema);
        CHECK(xml::read_alto(alto) == page);
    }
    const std::string bad = changed(xml::write_alto(sample(), {"i", "s"}), "WC=\"0.961\"", "WC=\"1.5\"");
    CHECK_THROWS_AS(xml::Document::parse(bad, "alto").validate(schema), Error);
}

TEST_CASE("blocks and lines without words are left out") {
    PageText page = sample();
    page.blocks.push_back({{0, 0, 5, 5}, {Line{{0, 0, 5, 5}, 4, {}}}});
    CHECK(xml::read_alto(xml::write_alto(page, {"i", "s"})) == sample());
}

TEST_CASE("ALTO fits the official schema") {
    const Path official = source_dir / "../shared/corpus/schemas/alto-4-4.xsd";
    if (!std::filesystem::exists(official)) {
        WARN("skipped: no " << official.string());
        return;
    }
    const TemporaryFolder folder;
    for (const PageText& page : {sample(), PageText{1, 10, 10, 200, "vie", {}, {}}}) {
        write_file(folder.path() / "page.xml", xml::write_alto(page, {"images/p0003.png", "saoy"}));
        const ChildOutcome outcome = run_child(
            {"xmllint", "--nonet", "--noout", "--schema", official.string(), (folder.path() / "page.xml").string()});
        INFO(outcome.err);
        CHECK(outcome.ok());
    }
}

TEST_CASE("what is not our ALTO is refused") {
    const std::string alto = xml::write_alto(sample(), {"i", "s"});
    CHECK_THROWS_AS(xml::read_alto(""), Error);
    CHECK_THROWS_AS(xml::read_alto("<html/>"), Error);
    CHECK_THROWS_AS(xml::read_alto(alto.substr(0, alto.size() / 2)), Error);
    CHECK_THROWS_AS(xml::read_alto(changed(alto, "WC=\"0.961\"", "WC=\"nan\"")), Error);
    CHECK_THROWS_AS(xml::read_alto(changed(alto, "HPOS=\"320\"", "HPOS=\"99999999\"")), Error);
    CHECK_THROWS_AS(xml::read_alto(changed(alto, "dpi=", "")), Error);
    CHECK_THROWS_AS(xml::read_alto(changed(alto, "100,232", "100")), Error);
}
