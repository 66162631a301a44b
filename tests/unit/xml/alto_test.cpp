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

namespace {

// With all that a page may have, inside 900 x 1300 pixels.
PageText full_page() {
    PageText page;
    page.page = 1, page.width = 900, page.height = 1300, page.dpi = 150, page.language = "vie";
    const auto line = [](const Box& box, const char* text, LineKind kind) {
        return Line{box, box.top + box.height - 5, {{text, 0.5, box}}, kind};
    };
    const Line written = line({100, 100, 301, 33}, "nhiếù", LineKind::handwriting);
    page.blocks.push_back({written.box, {written}});
    for (int i = 0; i < 4; ++i) {
        const Line cell = line({100 + 200 * (i % 2), 400 + 50 * (i / 2), 77, 21}, "ô", LineKind::print);
        page.blocks.push_back({cell.box, {cell}, Cell{1, 1 + i / 2, 1 + i % 2}});
    }
    const Line last = line({100, 1200, 500, 30}, "Cuối", LineKind::print);
    page.blocks.push_back({last.box, {last}});
    page.marks = {{Mark::Kind::seal, {500, 900, 210, 213}},
                  {Mark::Kind::signature, {640, 930, 200, 90}},
                  {Mark::Kind::unread, {3, 5, 8, 13}}};
    return page;
}

struct Lie {
    Geometry geometry;
    int width, height;  // of a master whose page is full_page()
};

std::vector<Lie> lies() {
    const Box crop{30, 40, 900, 1300};
    const Perspective seen{{Point{212.5, 100}, Point{1304, 180.25}, Point{1350, 1710}, Point{150, 1650}}, 900, 1300};
    return {{{90, 0, {}, {}}, 1300, 900},
            {{180, 0, crop, {}}, 1000, 1400},
            {{0, 1.37, {}, {}}, 900, 1300},
            {{270, -2.4, crop, {}}, 1400, 1000},
            {{0, 0, {}, seen}, 1500, 2000}};
}

}  // namespace

TEST_CASE("boxes stand on the master and lead back to the page, however it lies") {
    const xml::Schema schema(source_dir / "schemas/alto.xsd");
    for (const Lie& lie : lies()) {
        const std::string alto =
            xml::write_alto(full_page(), {"pages/p0001.jpg", "saoy", lie.geometry, lie.width, lie.height});
        xml::Document::parse(alto, "alto").validate(schema);
        CHECK(xml::read_alto(alto, lie.geometry) == full_page());
    }
    // A quarter turn: the line's left end is the master's lower one; no shape is needed.
    const std::string turned = xml::write_alto(full_page(), {"i", "s", {90, 0, {}, {}}, 1300, 900});
    CHECK(turned.find("HPOS=\"100\" VPOS=\"499\" WIDTH=\"33\" HEIGHT=\"301\"") != std::string::npos);
    CHECK(turned.find("BASELINE=\"128,800 128,499\"") != std::string::npos);
    CHECK(turned.find("ROTATION=\"90\"") != std::string::npos);
    CHECK(turned.find("Polygon") == std::string::npos);
}

TEST_CASE("tables, marks, handwriting and impossible words are told as ALTO tells them") {
    const std::string alto = xml::write_alto(full_page(), {"i", "s"});
    for (const char* told : {"<ComposedBlock ID=\"t1\"", "<TextBlock ID=\"t1r2c1\"", "TYPE=\"signature\"",
                             "<LayoutTag ID=\"handwriting\"", "<String TAGREFS=\"impossible\""})
        CHECK(alto.find(told) != std::string::npos);
    PageText english = full_page();
    english.language = "eng";
    CHECK(xml::write_alto(english, {"i", "s"}).find("impossible") == std::string::npos);
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
    std::vector<std::string> altos{xml::write_alto(sample(), {"images/p0003.png", "saoy"}),
                                   xml::write_alto(PageText{1, 10, 10, 200, "vie", {}, {}}, {"i", "s"})};
    for (const Lie& lie : lies())
        altos.push_back(xml::write_alto(full_page(), {"i", "s", lie.geometry, lie.width, lie.height}));
    for (const std::string& alto : altos) {
        write_file(folder.path() / "page.xml", alto);
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
