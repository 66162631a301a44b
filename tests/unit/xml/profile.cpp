// SPDX-License-Identifier: Apache-2.0
// The profile that is shipped reads back as written; a broken one is a configuration fault.
#include "lib/xml/profile.hpp"

#include <catch2/catch.hpp>

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
    CHECK_THROWS_AS(mode_of(profile, "sao-y"), Error);
}

TEST_CASE("a broken profile is a configuration fault") {
    CHECK(fault_of("<profile") == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "dpi-floor=\"200\"", "dpi-floor=\"twenty\"")) == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "<place>Hoa Sen</place>", "")) == Fault::configuration);
    CHECK(fault_of(replaced(shipped(), "code=\"D22.2\"", "code=\"D22.1\"")) == Fault::configuration);
    CHECK_THROWS_AS(xml::read_profile("/nonexistent", root / "schemas"), Error);
}
