// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/changes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "small_pdf.hpp"

using namespace saoy;
using test::one_page;
using test::SmallPdf;

namespace {

// What is forbidden of an update to the file of one page.
std::vector<pdf::Finding> after(const SmallPdf& changed, const pdf::Permission& permission = {}) {
    const std::string before = one_page().bytes();
    return pdf::judge_changes(pdf::Document(before), pdf::Document(changed.bytes()), permission).forbidden;
}

const std::string page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[6 0 R";
const std::string form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R";

SmallPdf with_signature(const std::string& dictionary, const std::string& field = "/Rect[0 0 0 0]") {
    return one_page().revision({{1, form + " 7 0 R]/SigFlags 3>>>>"},
                                {3, page + " 7 0 R]>>"},
                                {7, "<</FT/Sig/T(S)/Subtype/Widget/P 3 0 R/V 8 0 R" + field + ">>"},
                                {8, dictionary}});
}

const std::string signature = "<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>";
const std::string stamp = "<</Type/DocTimeStamp/SubFilter/ETSI.RFC3161/ByteRange[0 1 2 3]/Contents<00>>>";

}  // namespace

TEST_CASE("an update that says the same in other words is no change") {
    CHECK(after(one_page()).empty());
    CHECK(after(one_page().revision(
                    {{2, "<</Count 1.0/Kids 9 0 R/MediaBox[0 0 300.0 144]/Type/Pages>>"}, {9, "[3 0 R]"}}))
              .empty());
}

TEST_CASE("a new signature, a timestamp, a security store and a filled form are allowed") {
    CHECK(after(with_signature(signature)).empty());
    CHECK(after(with_signature(stamp), {1, {}}).empty());
    CHECK(after(one_page().revision({{1, form + "]>>/DSS 9 0 R>>"},
                                     {9, "<</Certs[10 0 R]>>"},
                                     {10, "<</Length 1>>\nstream\nx\nendstream"}}),
                {1, {}})
              .empty());
    const SmallPdf filled = one_page().revision({{6, "<</FT/Tx/T(Name)/Subtype/Widget/Rect[0 0 9 9]/V(x)>>"}});
    CHECK(after(filled).empty());
    CHECK(after(filled, {2, {}}).empty());
    CHECK_FALSE(after(filled, {1, {}}).empty());
    CHECK_FALSE(after(filled, {2, {{pdf::FieldLock::Action::include, {"Name"}}}}).empty());
    CHECK(after(filled, {2, {{pdf::FieldLock::Action::exclude, {"Name"}}}}).empty());
}

TEST_CASE("every other change is reported") {
    CHECK_FALSE(after(with_signature(signature), {1, {}}).empty());
    CHECK_FALSE(after(with_signature(stamp, "/Rect[0 0 50 50]"), {1, {}}).empty());
    CHECK_FALSE(after(with_signature(signature, "/Rect[0 0 0 0]/AA<<>>")).empty());
    const auto findings = after(one_page().revision({{4, "<</Length 5>>\nstream\n(z)Tj\nendstream"}}));
    REQUIRE(findings.size() == 1);
    CHECK(findings[0] == pdf::Finding{"page {0}: the content was replaced", {"1"}});
    // The hidden stream 5 of the signed file is put in place of the content (shadow attack: replace).
    CHECK_FALSE(after(one_page().revision({{3, "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Annots[6 0 R]>>"}})).empty());
    CHECK_FALSE(after(one_page().revision({{3, page + "]/Rotate 90>>"}})).empty());
    CHECK_FALSE(after(one_page().revision({{3, page + " 9 0 R]>>"}, {9, "<</Subtype/FreeText>>"}})).empty());
    CHECK_FALSE(after(one_page().revision({{3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"}})).empty());
    CHECK_FALSE(after(one_page()
                          .revision({{2, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1/MediaBox[0 0 300 9]>>"}, {9, "null"}})
                          .revision({{2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"}}))
                    .empty());
    CHECK_FALSE(after(one_page().revision({{1, form + "]>>/OpenAction 9 0 R>>"}, {9, "<</S/JavaScript>>"}})).empty());
    CHECK_FALSE(after(one_page().revision({{9, "<</Length 1>>\nstream\nx\nendstream"}})).empty());
    CHECK_FALSE(after(one_page().revision({{1, "<</Type/Catalog/Pages 2 0 R>>"}})).empty());
}

TEST_CASE("what other programs write beside a signature is harmless") {
    // a field whose widget stands apart
    CHECK(after(one_page().revision({{1, form + " 7 0 R]/SigFlags 3>>>>"},
                                     {3, page + " 9 0 R]/Tabs/S/MediaBox[0 0 300 144]/Rotate 0>>"},
                                     {7, "<</FT/Sig/T(S)/V 8 0 R/Kids[9 0 R]>>"},
                                     {8, signature},
                                     {9, "<</Subtype/Widget/Parent 7 0 R/P 3 0 R/Rect[0 0 0 0]>>"}}))
              .empty());
    CHECK_FALSE(after(one_page().revision({{3, page + "]/MediaBox[0 0 300 145]>>"}})).empty());
    // a table that lists an object again where it was
    const std::string place = std::to_string(one_page().bytes().find("4 0 obj"));
    const std::string again = "xref\n4 1\n" + std::string(10 - place.size(), '0') + place +
                              " 00000 n \ntrailer\n<</Root 1 0 R/Size 100/Prev " +
                              std::to_string(one_page().bytes().find("xref")) + ">>\nstartxref\n" +
                              std::to_string(one_page().bytes().size()) + "\n%%EOF\n";
    CHECK(after(one_page().raw(again)).empty());
    // a comment where the certification allows comments, if it is too small to cover anything
    const auto note = [](const std::string& box) {
        return one_page().revision({{3, page + " 9 0 R]>>"}, {9, "<</Subtype/Text/Rect" + box + "/Contents(x)>>"}});
    };
    CHECK(after(note("[9 9 29 29]"), {3, {}}).empty());
    CHECK_FALSE(after(note("[9 9 29 29]"), {2, {}}).empty());
    CHECK_FALSE(after(note("[0 0 300 144]"), {3, {}}).empty());
}

TEST_CASE("the look of a field changes with its value only") {
    const SmallPdf before =
        one_page().revision({{6, "<</FT/Tx/T(Name)/Subtype/Widget/Rect[0 0 9 9]/V(x)/AP<</N 9 0 R>>>>"},
                             {9, "<</Length 1>>\nstream\nx\nendstream"}});
    const auto changed = [&](const std::string& value) {
        SmallPdf later = before;
        later.revision({{6, "<</FT/Tx/T(Name)/Subtype/Widget/Rect[0 0 9 9]/V(" + value + ")/AP<</N 10 0 R>>>>"},
                        {10, "<</Length 1>>\nstream\ny\nendstream"}});
        return pdf::judge_changes(pdf::Document(before.bytes()), pdf::Document(later.bytes()), {}).forbidden;
    };
    CHECK(changed("y").empty());
    CHECK_FALSE(changed("x").empty());
}

TEST_CASE("tagged files grow an element for each new widget, and nothing else") {
    const std::string root = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 20 0 R/AcroForm<</Fields[6 0 R";
    const SmallPdf tagged = one_page().revision(
        {{1, root + "]>>>>"},
         {20, "<</Type/StructTreeRoot/K 21 0 R/ParentTree<</Nums[0[22 0 R]]>>/ParentTreeNextKey 1>>"},
         {21, "<</S/Document/P 20 0 R/K[22 0 R]>>"},
         {22, "<</S/P/P 21 0 R/Pg 3 0 R/K 0>>"}});
    const auto signed_with = [&](const std::string& element, const std::string& kids = "[22 0 R 23 0 R]") {
        SmallPdf later = tagged;
        later.revision(
            {{1, root + " 7 0 R]/SigFlags 3>>>>"},
             {3, page + " 7 0 R]>>"},
             {7, "<</FT/Sig/T(S)/Subtype/Widget/P 3 0 R/V 8 0 R/Rect[0 0 0 0]/StructParent 1>>"},
             {8, signature},
             {20, "<</Type/StructTreeRoot/K 21 0 R/ParentTree<</Nums[0[22 0 R]1 23 0 R]>>/ParentTreeNextKey 2>>"},
             {21, "<</S/Document/P 20 0 R/K" + kids + ">>"},
             {23, element}});
        return pdf::judge_changes(pdf::Document(tagged.bytes()), pdf::Document(later.bytes()), {}).forbidden;
    };
    CHECK(signed_with("<</S/Form/P 21 0 R/Pg 3 0 R/K<</Type/OBJR/Obj 7 0 R>>>>").empty());
    CHECK_FALSE(signed_with("<</S/Form/P 21 0 R/Pg 3 0 R/K 0>>").empty());
    CHECK_FALSE(signed_with("<</S/Form/P 21 0 R/ActualText(other)/K<</Type/OBJR/Obj 7 0 R>>>>").empty());
    CHECK_FALSE(signed_with("<</S/Form/P 21 0 R/K<</Type/OBJR/Obj 7 0 R>>>>", "[23 0 R]").empty());
}

TEST_CASE("bytes that no table covers are reported, wherever they hide") {
    const std::string evil = "4 0 obj\n<</Length 5>>\nstream\n(z)Tj\nendstream\nendobj\n";
    CHECK_FALSE(after(one_page().raw(evil)).empty());
    CHECK_FALSE(after(one_page().raw(evil).revision({})).empty());
    CHECK(after(one_page().raw("\n\n").revision({})).empty());
}

TEST_CASE("what readers could see otherwise than we is reported") {
    const auto names = [](const std::vector<pdf::Finding>& findings, const std::string& sentence) {
        return std::any_of(findings.begin(), findings.end(), [&](const auto& f) { return f.sentence == sentence; });
    };
    // The number that a stream's length refers to: the stream itself is untouched.
    const SmallPdf apart = one_page().revision({{4, "<</Length 9 0 R>>\nstream\n(a)Tj\nendstream"}, {9, "5"}});
    SmallPdf cut = apart;
    cut.revision({{9, "2"}});
    const auto shorter = pdf::judge_changes(pdf::Document(apart.bytes()), pdf::Document(cut.bytes()), {}).forbidden;
    CHECK(names(shorter, "the length of the stream {0} was changed"));
    // A copy of the content under a number beyond the size that the trailer tells (100).
    const auto moved = [](const std::string& number) {
        return one_page().revision({{3, "<</Type/Page/Parent 2 0 R/Contents " + number + " 0 R/Annots[6 0 R]>>"},
                                    {std::stoi(number), "<</Length 5>>\nstream\n(a)Tj\nendstream"}});
    };
    CHECK(after(moved("99")).empty());
    CHECK(names(after(moved("100")), "object {0} lies beyond the size that the trailer tells"));
    // A default look for fields that have none of their own.
    const std::string look = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(1 g)>>>>";
    CHECK(names(after(one_page().revision({{1, look}})), "the form entry {0} was changed"));
}

TEST_CASE("what a page shows since it was signed is told with its place") {
    const auto shown = [](const SmallPdf& before, const std::map<int, std::string>& objects) {
        SmallPdf later = before;
        later.revision(objects);
        return pdf::judge_changes(pdf::Document(before.bytes()), pdf::Document(later.bytes()), {});
    };
    const auto field = [](const std::string& box, const std::string& value = {}) {
        return "<</FT/Sig/T(S)/Subtype/Widget/P 3 0 R/Rect" + box + value + ">>";
    };
    const std::string filled = "<</FT/Tx/T(Name)/Subtype/Widget/Rect[0 0 9 9]/V(x)>>";
    for (const auto& [box, foreseen] : std::map<std::string, bool>{{"[0 0 60 72]", true}, {"[0 0 150 72]", false}}) {
        const SmallPdf before =
            one_page().revision({{1, form + " 7 0 R]>>>>"}, {3, page + " 7 0 R]>>"}, {7, field(box)}});
        const auto changes = shown(before, {{7, field(box, "/V 8 0 R")}, {8, signature}});
        CHECK(changes.forbidden.empty());
        REQUIRE(changes.shown.size() == 1);
        CHECK(changes.shown[0].is_foreseen == foreseen);
        CHECK(changes.shown[0].page == 1);
        CHECK(changes.shown[0].place[1] == Approx(0.5));
        CHECK_FALSE(changes.shown[0].is_value);
    }
    const auto value = shown(one_page(), {{6, filled}});
    REQUIRE(value.shown.size() == 1);
    CHECK(value.shown[0].is_value);
    // A field that no page showed stays away from pages, whatever its value.
    const SmallPdf unseen = one_page().revision({{3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"}});
    CHECK(shown(unseen, {{6, filled}}).forbidden.empty());
    CHECK_FALSE(shown(unseen, {{6, filled}, {3, page + "]>>"}}).forbidden.empty());
}

TEST_CASE("dates of the metadata may change, what they call the document may not") {
    const auto packet = [](const std::string& title, const std::string& date) {
        const std::string xml = "<x xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><li>" + title +
                                "</li></dc:title><xmp:ModifyDate>" + date + "</xmp:ModifyDate></x>";
        return "<</Type/Metadata/Subtype/XML/Length " + std::to_string(xml.size()) + ">>\nstream\n" + xml +
               "\nendstream";
    };
    const std::string catalog = "<</Type/Catalog/Pages 2 0 R/Metadata 9 0 R/AcroForm<</Fields[6 0 R]>>>>";
    const SmallPdf before = one_page().revision(
        {{1, catalog}, {9, packet("A paper", "2026")}, {10, "<</Title(A paper)>>"}}, "/Root 1 0 R/Info 10 0 R");
    const auto changed = [&](const std::string& xmp, const std::string& info) {
        SmallPdf later = before;
        later.revision({{9, xmp}, {10, info}}, "/Root 1 0 R/Info 10 0 R");
        return !pdf::judge_changes(pdf::Document(before.bytes()), pdf::Document(later.bytes()), {}).forbidden.empty();
    };
    CHECK_FALSE(changed(packet("A paper", "2027"), "<</Title(A paper)/ModDate(D:2027)>>"));
    CHECK(changed(packet("Another", "2026"), "<</Title(A paper)>>"));
    CHECK(changed(packet("A paper", "2026"), "<</Title(Another)>>"));
}
