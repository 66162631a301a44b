// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/revisions.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/pdf/outline.hpp"
#include "small_pdf.hpp"

using namespace saoy;
using pdf::Document;
using test::one_page;
using test::SmallPdf;

TEST_CASE("each revision is a document of its own") {
    SmallPdf file = one_page();
    const std::size_t first = file.bytes().size();
    file.revision({{4, "<</Length 5>>\nstream\n(z)Tj\nendstream"}});
    CHECK(pdf::revision_ends(file.bytes()) == std::vector<std::size_t>{first, file.bytes().size()});
    const Document now(file.bytes()), then(std::string_view(file.bytes()).substr(0, first));
    CHECK(now.object({4, 0}).data == "(z)Tj");
    CHECK(then.object({4, 0}).data == "(a)Tj");
    CHECK(now.object({4, 1}).is(pdf::Value::Kind::null));
    CHECK(now.object({77, 0}).is(pdf::Value::Kind::null));
    CHECK(now.reachable() == std::set<int>{1, 2, 3, 4, 6});
    CHECK(pdf::Outline(now).pages.size() == 1);
}

TEST_CASE("the head of the free list may have a generation too high, an object in use may not") {
    const auto with_row = [](const std::string& row) {
        std::string bytes = one_page().bytes();
        const std::size_t table = bytes.find("xref\n") + 5;
        return bytes.insert(table, "0 1\n" + row + "\n");
    };
    CHECK_FALSE(Document(with_row("0000000000 65536 f ")).is_repaired());
    CHECK_THROWS_AS(Document(with_row("0000000009 65536 n ")), Error);
}

TEST_CASE("what is no PDF, encrypted or broken is refused with a reason") {
    const auto code_of = [](const std::string& bytes) -> std::string {
        try {
            const Document document(bytes);
            pdf::Outline outline(document);
            for (const int number : document.reachable()) document.object({number, 0});
            return "read";
        } catch (const Error& error) {
            return error.code();
        }
    };
    CHECK(code_of(one_page().bytes()) == "read");
    CHECK(code_of("hello") == "no-pdf");
    CHECK(code_of("%PDF-1.7\n") == "pdf-xref");
    CHECK(code_of("%PDF-1.7\nstartxref\n99999\n%%EOF\n") == "pdf-xref");
    CHECK(code_of(one_page().revision({}, "/Root 1 0 R/Encrypt 5 0 R").bytes()) == "pdf-encrypted");
    CHECK(code_of("%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n") == "pdf-xref");
    CHECK(code_of("%PDF-1.7\nxref\n0 2000000000\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n") == "pdf-xref");
    CHECK(code_of(one_page().revision({{2, "<</Type/Pages/Kids[2 0 R]>>"}}).bytes()) == "pdf-structure");
}

TEST_CASE("what readers forgive is read, and told as irregular") {
    for (const char* length : {"4 0 R", "99999", "2"}) {
        const std::string bytes =
            one_page().revision({{4, "<</Length " + std::string(length) + ">>\nstream\nabc\nendstream"}}).bytes();
        const Document document(bytes);
        CHECK(document.object({4, 0}).data == "abc");
        CHECK(document.irregular().size() == 1);
    }
    const std::string junk = "\xEF\xBB\xBF";
    const std::string moved = junk + one_page().bytes();
    const Document document(moved);
    CHECK(document.shift() == junk.size());
    CHECK(document.object({4, 0}).data == "(a)Tj");
    const std::string no_table = one_page().bytes().substr(0, one_page().bytes().find("startxref"));
    CHECK_THROWS_AS(Document(no_table), Error);
    const Document repaired(no_table, pdf::Hybrid::read, pdf::Damage::repair);
    CHECK(repaired.is_repaired());
    CHECK(repaired.object({4, 0}).data == "(a)Tj");
}

TEST_CASE("an object behind the end of the file is none") {
    std::string bytes = one_page().bytes();
    const std::size_t row = bytes.find(" 00000 n");
    bytes.replace(row - 10, 10, "0099999999");
    CHECK(Document(bytes).object({1, 0}).is(pdf::Value::Kind::null));
}

TEST_CASE("lengths that need each other end") {
    test::SmallPdf chain = one_page();
    std::map<int, std::string> streams;
    for (int i = 10; i < 99; ++i) streams[i] = "<</Length " + std::to_string(i + 1) + " 0 R>>\nstream\nx\nendstream";
    const std::string bytes = chain.revision(streams).bytes();
    const Document document(bytes);
    CHECK(document.object({10, 0}).kind != pdf::Value::Kind::reference);
}

TEST_CASE("a stream that grows without end is stopped") {
    pdf::Value stream, flate;
    stream.kind = pdf::Value::Kind::stream;
    flate.kind = pdf::Value::Kind::name;
    flate.text = "FlateDecode";
    // 4096 zeros, deflated
    const std::string data(
        "\x78\x9c\xed\xc1\x01\x0d\x00\x00\x00\xc2\xa0\xf7\x4f\x6d\x0f\x07\x14\x00\x00\x00\xf0\x6e"
        "\x10\x00\x00\x01",
        26);
    stream.data = data;
    CHECK(pdf::decoded(stream, flate, {}, 1 << 20).size() == 4096);
    CHECK_THROWS_AS(pdf::decoded(stream, flate, {}, 100), Error);
    stream.data = "not deflated";
    CHECK_THROWS_AS(pdf::decoded(stream, flate, {}, 100), Error);
}
