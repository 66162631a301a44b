// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/signatures.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "small_pdf.hpp"

using namespace saoy;
using test::one_page;

namespace {

// A file with a signature of two zero bytes; `change` may spoil the written range.
std::string signed_file(const std::string& fields = "/Type/Sig", long long gap = 0, long long tail = 0) {
    const std::string blank = "[0 0000000000 0000000000 0000000000]";
    std::string bytes =
        one_page()
            .revision({{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]/SigFlags 3>>>>"},
                       {7, "<</FT/Sig/T(S)/V 8 0 R>>"},
                       {8, "<<" + fields + "/M(D:20260305143025+07'00')/ByteRange" + blank + "/Contents<0000>>>"}})
            .bytes();
    const auto number = [](long long n) {
        const std::string digits = std::to_string(n);
        return std::string(10 - digits.size(), '0') + digits;
    };
    const auto begin = (long long)(bytes.find("<0000>"));
    const long long end = begin + 6 + gap;
    bytes.replace(
        bytes.find(blank), blank.size(),
        "[0 " + number(begin) + " " + number(end) + " " + number((long long)(bytes.size()) - end + tail) + "]");
    return bytes;
}

}  // namespace

TEST_CASE("a signature's facts are read and survive their way as JSON") {
    const pdf::FileFacts facts = pdf::read_signatures(signed_file());
    REQUIRE(facts.signatures.size() == 1);
    const pdf::SignatureFacts& s = facts.signatures[0];
    CHECK(s.broken.empty());
    CHECK(s.changed.empty());
    CHECK(s.covers_file);
    CHECK(s.field == "S");
    REQUIRE(s.claimed);
    CHECK(rfc3339(*s.claimed) == "2026-03-05T14:30:25+07:00");
    const pdf::FileFacts back = pdf::facts_from_json(pdf::to_json(facts).dump());
    REQUIRE(back.signatures.size() == 1);
    CHECK(back.signatures[0].range == s.range);
    CHECK(back.signatures[0].claimed == s.claimed);
    CHECK_THROWS_AS(pdf::facts_from_json("{}"), Error);
    CHECK_THROWS_AS(pdf::facts_from_json("no"), Error);
}

TEST_CASE("a byte range that is not exactly the file around the value is broken") {
    const auto is_broken = [](const std::string& bytes) {
        const auto facts = pdf::read_signatures(bytes);
        return facts.signatures.size() == 1 && !facts.signatures[0].broken.empty();
    };
    CHECK_FALSE(is_broken(signed_file()));
    CHECK(is_broken(signed_file("/Type/Sig", 1)));
    CHECK(is_broken(signed_file("/Type/Sig", -1)));
    CHECK(is_broken(signed_file("/Type/Sig", 0, -10)));
    CHECK(is_broken(signed_file("/Type/Sig", 0, 10)));
    CHECK(is_broken(signed_file("/Type/Sig/Contents<00>")));
    CHECK(is_broken(signed_file("/Type/Sig/ByteRange[0 1 2 3]")));
}

TEST_CASE("a file that its last bytes make unreadable still tells who had signed") {
    const auto facts = pdf::read_signatures(signed_file() + "xref\n0 0\ntrailer\n<<>>\nstartxref\n99999999\n%%EOF\n");
    REQUIRE(facts.signatures.size() == 1);
    CHECK(facts.signatures[0].changed.size() == 1);
    CHECK_THROWS_AS(pdf::read_signatures("%PDF-1.7\nstartxref\n99999999\n%%EOF\n"), Error);
}

TEST_CASE("dates of PDF") {
    CHECK(rfc3339(*pdf::parse_date("D:2026")) == "2026-01-01T07:00:00+07:00");
    CHECK(rfc3339(*pdf::parse_date("D:20201101000000Z")) == "2020-11-01T07:00:00+07:00");
    CHECK(rfc3339(*pdf::parse_date("20201101000000-05'30'")) == "2020-11-01T12:30:00+07:00");
    for (const char* bad : {"", "D:", "D:20261301", "D:20260101250000", "D:20260101000000x", "yesterday"})
        CHECK_FALSE(pdf::parse_date(bad));
}
