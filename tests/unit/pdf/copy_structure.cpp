// SPDX-License-Identifier: Apache-2.0
// What PDF/A-2b asks of the file, judged on its bytes and by other programs.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <regex>

#include "lib/base/error.hpp"
#include "lib/pdf/searchable.hpp"
#include "lib/pdf/signature_field.hpp"
#include "tests/unit/pdf/copy_samples.hpp"

using namespace saoy;
using namespace saoy::copy_samples;

namespace {

std::string copy_of(const std::vector<pdf::CopyPage>& pages) {
    return pdf::write_copy(pages, statement(), Area{60, 210, 1, 1}, metadata(), fonts());
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

// With all objects in the open.
std::string unpacked(const std::string& bytes) {
    const TemporaryFolder folder;
    write_file(folder.path() / "copy.pdf", bytes);
    return run(
        {"qpdf", "--object-streams=disable", "--stream-data=preserve", (folder.path() / "copy.pdf").string(), "-"});
}

pdf::CopyPage page_with_text() {
    pdf::CopyPage one = page();
    one.text = page_text({"Nguyễn Thị Ngọc Hường"});
    return one;
}

}  // namespace

TEST_CASE("syntax, identifier, fonts, output intent") {
    const std::string bytes = copy_of({page_with_text()});
    CHECK(bytes.rfind("%PDF-1.7\n", 0) == 0);
    // ISO 19005-2 6.1.9: object number and obj on a line of their own.
    CHECK(std::regex_search(bytes, std::regex("\n[0-9]+ 0 obj\n")));
    CHECK(count(bytes, " 0 obj<<") == 0);
    CHECK(std::regex_search(bytes, std::regex("/ID ?\\[ ?<[0-9A-F]{32}> ?<[0-9A-F]{32}> ?\\]")));
    const std::string objects = unpacked(bytes);
    CHECK(count(objects, "/CIDSet") == 0);
    CHECK(count(objects, "/GTS_PDFA1") == 1);
    CHECK(count(objects, "/FontFile2") == 3);
    CHECK(count(objects, "/Encrypt") == 0);
    CHECK(count(objects, "/NeedAppearances") == 0);
    CHECK(tool_on({"qpdf", "--check"}, bytes).find("No syntax or stream encoding errors") != std::string::npos);

    const std::string listed = tool_on({"pdffonts"}, bytes);
    INFO(listed);
    CHECK(count(listed, "Identity-H       yes") == 3);
    CHECK(count(listed, "CID TrueType") == 3);
}

TEST_CASE("the XMP packet says what Info says, and neither tells the wall clock") {
    const std::string bytes = copy_of({page()});
    CHECK(count(bytes, "<pdfaid:part>2</pdfaid:part>") == 1);
    CHECK(count(bytes, "<pdfaid:conformance>B</pdfaid:conformance>") == 1);
    CHECK(count(bytes, "Giấy khai sinh &lt;số 12&gt; &amp; bản sao") == 1);
    CHECK(count(bytes, "<xmp:CreateDate>2026-03-05T14:30:25+07:00</xmp:CreateDate>") == 1);
    CHECK(count(unpacked(bytes), "(D:20260305143025+07'00')") == 2);
    CHECK(count(bytes, "<pdf:Producer>saoy 0.1.0</pdf:Producer>") == 1);
    const std::string info = tool_on({"pdfinfo", "-isodates"}, bytes);
    INFO(info);
    CHECK(info.find("Giấy khai sinh <số 12> & bản sao") != std::string::npos);
    CHECK(info.find("595.44 x 841.68 pts") != std::string::npos);  // 827 x 1169 pixels at 100 dpi
}

TEST_CASE("the image's bytes are those captured") {
    const pdf::CopyPage one = page();
    CHECK(copy_of({one}).find(one.image.bytes) != std::string::npos);

    pdf::CopyPage bitonal;
    bitonal.image = {EncodedImage::Filter::ccitt_g4, 16, 16, 1, 1, true, false, std::string("\x00\x10\x01", 3)};
    bitonal.dpi_x = bitonal.dpi_y = 2;
    const std::string bytes = copy_of({bitonal});
    CHECK(count(bytes, "/CCITTFaxDecode") == 1);
    CHECK(count(bytes, "/K -1") == 1);
    CHECK(std::regex_search(bytes, std::regex("/BlackIs1 true")));
}

TEST_CASE("the same input gives the same bytes, another second or not; another key gives another identifier") {
    const std::vector<pdf::CopyPage> pages{page_with_text()};
    const std::string first = copy_of(pages);
    ::usleep(1'100'000);
    CHECK(copy_of(pages) == first);

    pdf::Metadata other = metadata();
    other.key = "ho-so-1/p2";
    const std::string second = pdf::write_copy(pages, statement(), Area{60, 210, 1, 1}, other, fonts());
    const auto id = [](const std::string& bytes) { return bytes.substr(bytes.rfind("/ID"), 80); };
    CHECK(id(second) != id(first));
}

TEST_CASE("two empty signature fields wait on the statement's page") {
    const std::string json = tool_on({"qpdf", "--json", "--json-key=acroform"}, copy_of({page(), page()}));
    INFO(json);
    CHECK(count(json, "\"fieldtype\": \"/Sig\"") == 2);
    CHECK(count(json, "\"fullname\": \"official\"") == 1);
    CHECK(count(json, "\"fullname\": \"agency\"") == 1);
    CHECK(count(json, "\"pageposfrom1\": 2") == 2);
    CHECK(count(json, "\"annotationflags\": 4") == 2);
}

TEST_CASE("what cannot be a page is refused") {
    pdf::CopyPage no_resolution = page();
    no_resolution.dpi_x = 0;
    CHECK_THROWS_AS(copy_of({no_resolution}), Error);
    pdf::CopyPage giant = page();
    giant.dpi_x = giant.dpi_y = 1;
    CHECK_THROWS_AS(copy_of({giant}), Error);
    CHECK_THROWS_AS(copy_of({}), Error);
    Fonts missing = fonts();
    missing.statement_bold = "/nonexistent.ttf";
    CHECK_THROWS_AS(pdf::write_copy({page()}, statement(), {}, metadata(), missing), Error);
    missing = fonts();
    missing.icc = "/nonexistent.icc";
    CHECK_THROWS_AS(pdf::write_searchable({page()}, metadata(), missing), Error);
}

TEST_CASE("control characters of a name go into neither Info nor XMP") {
    pdf::Metadata odd = metadata();
    odd.title = "Giấy\x01 khai\n sinh";
    const std::string bytes = pdf::write_searchable({page()}, odd, fonts());
    CHECK(tool_on({"pdfinfo"}, bytes).find("Title:           Giấy khai sinh\n") != std::string::npos);
    CHECK(count(bytes, ">Giấy khai sinh<") == 1);
}

// Signed without a key in the field, as sign does it.
std::string signed_in(std::string bytes, const std::string& field) {
    pdf::SignatureRequest request;
    request.field = field;
    request.signer = "Nguyễn Thị Minh Ánh";
    request.at = metadata().at;
    request.lines = {"Người ký: Nguyễn Thị Minh Ánh", "Thời gian ký: 22-11-2026 03:20:45 +07:00"};
    request.font = fonts().statement_regular;
    request.contents_size = 1000;
    request.revision = std::string(32, field[0] == 'o' ? 'A' : 'B');
    return bytes + pdf::insert_contents(pdf::prepare_signature(bytes, request), "no real CMS");
}

std::string copy_with_letters(const std::string& letters) {
    pdf::Statement its_statement = statement();
    its_statement.letters = letters;
    return pdf::write_copy({page()}, its_statement, Area{60, 210, 1, 1}, metadata(), fonts());
}

constexpr const char* letters = "Người ký: Nguyễn Thị Minh Ánh Thời gian ký: 0123456789-+:";

TEST_CASE("signing fills the fields that wait, one after the other") {
    const bool ready = GENERATE(true, false);  // the copy's font has the letters of the signatures
    const std::string bytes = signed_in(signed_in(copy_with_letters(ready ? letters : ""), "official"), "agency");
    CHECK(count(unpacked(bytes), "/FontFile2") == (ready ? 2 : 4));
    CHECK(tool_on({"qpdf", "--check"}, bytes).find("No syntax or stream encoding errors") != std::string::npos);
    CHECK(count(unpacked(bytes), "/FontFile2") == (ready ? 2 : 4));
    const std::string json = tool_on({"qpdf", "--json", "--json-key=acroform"}, bytes);
    INFO(json);
    CHECK(count(json, "\"fieldtype\": \"/Sig\"") == 2);
    CHECK(count(json, "\"pageposfrom1\": 1") == 2);
    // Neither line is wrapped.
    const std::string text = tool_on({"pdftotext"}, bytes);
    INFO(text);
    CHECK(count(text, "Người ký: Nguyễn Thị Minh Ánh\n") == 2);
    CHECK(count(text, "Thời gian ký: 22-11-2026 03:20:45 +07:00\n") == 2);
}

TEST_CASE("signing takes no font from a file that is not byte for byte what it would embed") {
    const TemporaryFolder folder;
    write_file(folder.path() / "copy.pdf", copy_with_letters(letters));
    const std::string open = run(
        {"qpdf", "--object-streams=disable", "--stream-data=uncompress", (folder.path() / "copy.pdf").string(), "-"});
    const auto fonts_of = [](const std::string& bytes) {
        return count(unpacked(signed_in(bytes, "official")), "/FontFile2");
    };
    CHECK(fonts_of(open) == 2);

    // Of the last font, the statement's regular one.
    const std::size_t program = open.rfind(std::string("\x00\x01\x00\x00\x00\x06", 6));
    REQUIRE(program != std::string::npos);
    std::string other_outline = open;
    other_outline[program + 400] ^= 1;
    CHECK(fonts_of(other_outline) == 3);

    const std::size_t letter = open.rfind("<0001> <");
    REQUIRE(letter != std::string::npos);
    std::string other_letter = open;
    other_letter[letter + 11] ^= 1;  // the last digit of what code 1 stands for
    CHECK(fonts_of(other_letter) == 3);

    const std::size_t width = open.rfind("/W [ 1 [ ");
    REQUIRE(width != std::string::npos);
    std::string other_width = open;
    other_width[width + 9] ^= 1;
    CHECK(fonts_of(other_width) == 3);
}
