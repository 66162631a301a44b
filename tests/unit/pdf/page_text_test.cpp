// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/page_text.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/pdf/small_pdf.hpp"

using namespace saoy;

namespace {

std::string stream(const std::string& data) {
    return "<</Length " + std::to_string(data.size()) + ">>\nstream\n" + data + "\nendstream";
}

std::string text_of(const std::string& content, const std::string& font, const std::string& map = "") {
    test::SmallPdf pdf;
    pdf.revision({{1, "<</Type/Catalog/Pages 2 0 R>>"},
                  {2, "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F 5 0 R>>>>>>"},
                  {3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"},
                  {4, stream(content)},
                  {5, font},
                  {6, stream(map)}});
    return pdf::page_text(pdf::Document(pdf.bytes()), {3, 0});
}

constexpr const char* wide = "<</Type/Font/Subtype/Type0/ToUnicode 6 0 R>>";

}  // namespace

TEST_CASE("a page's text in a simple font, its lines and its gaps") {
    CHECK(text_of("BT /F 9 Tf (S\\363 ) Tj 0 -9 Td [(0) 10 (7) -300 (a)] TJ ET", "<</Type/Font/Subtype/Type1>>") ==
          "Só \n07 a");
}

TEST_CASE("a page's text by the font's own map to Unicode") {
    CHECK(text_of("BT /F 9 Tf <000100020003> Tj ET", wide,
                  "1 beginbfchar <0001> <1EE8> endbfchar 1 beginbfrange <0002> <0003> <0061> endbfrange "
                  "1 beginbfrange <0009> <000A> [<0062> <0063>] endbfrange") == "Ứab");
    CHECK(text_of("BT /F 9 Tf <0009000A> Tj ET", wide, "1 beginbfrange <0009> <000A> [<0062> <0063>] endbfrange") ==
          "bc");
}

TEST_CASE("images in the content and broken syntax end nothing but the text") {
    CHECK(text_of("BI /W 1 ID \x01) ( EI BT /F 9 Tf (after) Tj ET", "<</Type/Font>>") == "after");
    CHECK(text_of("BT /F 9 Tf (kept) Tj (lost", "<</Type/Font>>") == "kept");
    CHECK(text_of("BT (no font) Tj ET", "<</Type/Font>>").empty());
}
