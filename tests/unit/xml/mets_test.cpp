// SPDX-License-Identifier: Apache-2.0
// The list of contents of a package: valid by its schema, the same for the same package, shared pages once.
#include "lib/xml/mets.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/xml/document.hpp"

using namespace saoy;

namespace {

xml::PackedFile file(const std::string& path, char digit) {
    return {path, std::string(64, digit), 17, path.rfind("copies/", 0) == 0 ? "application/pdf" : "application/xml"};
}

// Two papers that share page 2, and a refused one.
xml::Package package() {
    xml::Package made;
    made.id = "d-1";
    made.closed = parse_rfc3339("2026-03-05T14:30:25+07:00");
    made.software = "saoy-submit 0";
    made.custodian = "H29.999.99";
    made.papers = {{"p1",
                    "Giấy khai sinh \"<An & Bình>\"",
                    "01/2026 SCT/BS",
                    {file("copies/p1.pdf", 'a')},
                    {{1, file("text/p0001.xml", 'b')}, {2, file("text/p0002.xml", 'c')}}},
                   {"p2", "Bằng", "02/2026 SCT/BS", {file("copies/p2.pdf", 'd')}, {{2, file("text/p0002.xml", 'c')}}},
                   {"p3", "Giấy mật", "secrecy-mark", {}, {{3, std::nullopt}}}};
    return made;
}

std::vector<xml::Element> below(const xml::Element& element, const std::string& name) {
    std::vector<xml::Element> found;
    for (const xml::Element& child : element.children()) {
        if (child.name() == name) found.push_back(child);
        const auto deeper = below(child, name);
        found.insert(found.end(), deeper.begin(), deeper.end());
    }
    return found;
}

}  // namespace

TEST_CASE("a METS is valid and the same each time") {
    const xml::Schema schema(SAOY_SOURCE_DIR "/schemas/mets.xsd");
    const std::string bytes = xml::write_mets(package());
    CHECK_NOTHROW(xml::Document::parse(bytes, "mets.xml").validate(schema));
    CHECK(xml::write_mets(package()) == bytes);
    xml::Package wrong = package();
    wrong.papers[0].copies[0].path = "copies/two words.pdf";  // makes an ID that is none
    CHECK_THROWS_AS(xml::Document::parse(xml::write_mets(wrong), "mets.xml").validate(schema), Error);
}

TEST_CASE("each file is listed once with its digest and used where it belongs") {
    const xml::Document document = xml::Document::parse(xml::write_mets(package()), "mets.xml");
    CHECK(document.root().get("OBJID") == "d-1");
    CHECK(document.root().child("metsHdr")->get("CREATEDATE") == "2026-03-05T14:30:25+07:00");
    std::string listed;
    for (const xml::Element& each : below(document.root(), "file"))
        listed +=
            each.child("FLocat")->get("href") + " " + each.get("CHECKSUM").substr(0, 1) + " " + each.get("SIZE") + "\n";
    CHECK(listed == "copies/p1.pdf a 17\ncopies/p2.pdf d 17\ntext/p0001.xml b 17\ntext/p0002.xml c 17\n");

    std::string map;
    for (const xml::Element& div : below(document.root(), "div")) {
        map += div.get("TYPE") + " " + div.find("ORDERLABEL").value_or("-");
        for (const xml::Element& use : div.children("fptr")) map += " " + use.get("FILEID");
        map += "\n";
    }
    CHECK(map ==
          "dossier -\n"
          "paper 01/2026 SCT/BS f-copies_p1.pdf\npage - f-text_p0001.xml\npage - f-text_p0002.xml\n"
          "paper 02/2026 SCT/BS f-copies_p2.pdf\npage - f-text_p0002.xml\n"
          "refused-paper secrecy-mark\npage -\n");
    CHECK(below(document.root(), "div")[1].get("LABEL") == "Giấy khai sinh \"<An & Bình>\"");
}
