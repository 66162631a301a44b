// SPDX-License-Identifier: Apache-2.0
// The profile that is shipped reads back as written; a broken one is a configuration fault.
#include "lib/xml/profile.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "lib/base/error.hpp"

using namespace saoy;

namespace {

const Path root = SAOY_SOURCE_DIR;

std::string shipped() { return read_file(root / "pipelines/vn/profile.xml"); }

Fault fault_of(const std::string& profile_xml) {
    const TemporaryFolder folder;
    write_file(folder.path() / "profile.xml", profile_xml);
    try {
        xml::read_profile(folder.path(), root / "schemas");
    } catch (const Error& error) {
        return error.fault();
    }
    FAIL("the profile was taken");
    return Fault::internal;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the shipped profile") {
    const Profile profile = xml::read_profile(root / "pipelines/vn", root / "schemas");
    CHECK(profile.code == "vn");
    CHECK(profile.office.agency_code == "H29.999.99");
    CHECK(profile.office.signer_role == "TUQ. CHỦ TỊCH\nCÔNG CHỨC TƯ PHÁP - HỘ TỊCH");
    CHECK(profile.scan.dpi_floor == 200);
    CHECK(profile.refusals.size() == 6);
    CHECK(profile.refusals.front().code == "D22.1");
    const CopyMode& mode = mode_of(profile, "chung-thuc");
    CHECK(mode.book == "SCT/BS");
    CHECK(mode.signers == std::vector<std::string>{"official", "agency"});
    CHECK(mode.signature_lines.at("agency") == std::vector<std::string>{"Người ký: {signer}", "Thời gian ký: {time}"});
    REQUIRE(mode.statement.size() == 4);
    CHECK(mode.statement[0].text == "Chứng thực bản sao đúng với bản chính");
    CHECK(mode.statement[0].bold);
    CHECK_FALSE(mode.statement[1].bold);
    CHECK(fee_for(profile.fee, 1) == 2000);
    CHECK(fee_for(profile.fee, 4) == 6000);
    CHECK(fee_for(profile.fee, 500) == 200000);
    CHECK_THROWS_AS(mode_of(profile, "sao-x"), Error);
}

TEST_CASE("the modes of the shipped profile have texts, place, signers and books of their own") {
    const Profile profile = xml::read_profile(root / "pipelines/vn", root / "schemas");
    REQUIRE(profile.modes.size() == 4);
    std::set<std::string> books, files;
    for (const CopyMode& mode : profile.modes) {
        must_fill(mode);
        books.insert(mode.book);
        files.insert(mode.file_name);
        CHECK_FALSE(mode.legal_basis.empty());
        const bool certified = mode.code == "chung-thuc";
        CHECK((mode.place == CopyMode::Place::block) == certified);
        CHECK(mode.signers ==
              (certified ? std::vector<std::string>{"official", "agency"} : std::vector<std::string>{"agency"}));
        CHECK(mode.verification.empty() == !certified);
    }
    CHECK(books.size() == 4);
    CHECK(files.size() == 4);
    CHECK(mode_of(profile, "trich-sao").excerpt);
    CHECK(mode_of(profile, "sao-luc").signature_lines.at("agency").at(0) == "Sao lục; {agency}; {time}");
}

TEST_CASE("a blank that nothing fills is found in every template") {
    const Profile profile = xml::read_profile(root / "pipelines/vn", root / "schemas");
    for (std::string CopyMode::*text :
         {&CopyMode::title, &CopyMode::subject, &CopyMode::file_name, &CopyMode::verification, &CopyMode::likeness}) {
        CopyMode mode = profile.modes[0];
        mode.*text += "{no_such}";
        CHECK_THROWS_AS(must_fill(mode), Error);
    }
    CopyMode mode = profile.modes[0];
    mode.signature_lines["agency"].push_back("{number}");  // a signature knows no number
    CHECK_THROWS_AS(must_fill(mode), Error);
    mode = profile.modes[0];
    mode.statement.push_back({"{time}", false});
    CHECK_THROWS_AS(must_fill(mode), Error);
}

TEST_CASE("when a copy must be out") {
    const DueRules rules = xml::read_profile(root / "pipelines/vn", root / "schemas").due;
    const auto due = [&](const std::string& received) { return rfc3339(due_time(rules, parse_rfc3339(received))); };
    CHECK(due("2026-03-05T14:59:59+07:00") == "2026-03-05T17:00:00+07:00");  // a Thursday
    CHECK(due("2026-03-05T15:00:00+07:00") == "2026-03-06T17:00:00+07:00");
    CHECK(due("2026-03-05T00:00:00+07:00") == "2026-03-05T17:00:00+07:00");
    CHECK(due("2026-03-04T23:30:00Z") == "2026-03-05T17:00:00+07:00");       // 06:30 in Vietnam
    CHECK(due("2026-03-06T15:00:00+07:00") == "2026-03-09T17:00:00+07:00");  // over the weekend
    CHECK(due("2026-03-07T09:00:00+07:00") == "2026-03-09T17:00:00+07:00");  // handed in on a Saturday
    CHECK(due("2026-04-29T16:00:00+07:00") == "2026-05-04T17:00:00+07:00");  // two holidays and a weekend
    CHECK(due("2026-12-31T15:30:00+07:00") == "2027-01-04T17:00:00+07:00");
    DueRules once = rules;
    once.holidays.push_back("2026-03-06");
    CHECK(rfc3339(due_time(once, parse_rfc3339("2026-03-05T15:00:00+07:00"))) == "2026-03-09T17:00:00+07:00");
    CHECK(rfc3339(due_time(once, parse_rfc3339("2027-03-08T09:00:00+07:00"))) == "2027-03-08T17:00:00+07:00");
}

TEST_CASE("a broken profile is a configuration fault") {
    CHECK(fault_of("<profile") == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "dpi-floor=\"200\"", "dpi-floor=\"twenty\"")) == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "<place>Hoa Sen</place>", "")) == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "book=\"SY\"", "book=\"SL\"")) == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "cutoff=\"15:00\"", "cutoff=\"15h\"")) == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "code=\"D22.2\"", "code=\"D22.1\"")) == Fault::configuration);
    CHECK_THROWS_AS(xml::read_profile("/nonexistent", root / "schemas"), Error);
}
