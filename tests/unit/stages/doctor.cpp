// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/doctor.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace saoy;
using namespace saoy::stages;

namespace {

const Path root = SAOY_SOURCE_DIR;
const FixedClock in_2026(parse_rfc3339("2026-03-05T08:00:00+07:00"));

Doctor::Options shipped() {
    Doctor::Options options;
    options.profile = root / "pipelines/vn";
    options.schemas = root / "schemas";
    options.locale = "vi_VN.UTF-8";
    return options;
}

Check find(const std::vector<Check>& checks, const std::string& code) {
    const auto found =
        std::find_if(checks.begin(), checks.end(), [&](const Check& check) { return check.code == code; });
    REQUIRE(found != checks.end());
    return *found;
}

Check one(const Doctor::Options& options, const std::string& code, const Clock& clock = in_2026) {
    return find(Doctor(options).examine(clock), code);
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

// The shipped profile with its colour profile elsewhere.
void write_profile(const Path& folder, const std::string& icc) {
    std::string text = read_file(root / "pipelines/vn/profile.xml");
    replace(text, "srgb.icc", icc);
    write_file(folder / "profile.xml", text);
}

}  // namespace

TEST_CASE("what is shipped is found fit on a machine that was set up") {
    for (const Check& check : Doctor(shipped()).examine(in_2026)) {
        INFO(check.code << ": " << check.value);
        CHECK(check.state != Check::State::fail);
        CHECK(check.advice.empty() == (check.state == Check::State::ok));
    }
}

TEST_CASE("a profile or schema that is not there fails with advice") {
    Doctor::Options options = shipped();
    options.profile = "/nowhere";
    CHECK(one(options, "profile").state == Check::State::fail);
    CHECK_FALSE(one(options, "profile").advice.empty());
    options.schemas = "/nowhere";
    CHECK(one(options, "schemas").state == Check::State::fail);
}

TEST_CASE("a colour profile is looked into, not only named") {
    const TemporaryFolder folder;
    Doctor::Options options = shipped();
    options.profile = folder.path();
    write_profile(folder.path(), (folder.path() / "false.icc").string());
    CHECK(one(options, "colour").state == Check::State::fail);
    write_file(folder.path() / "false.icc", std::string(4096, 'x'));
    CHECK(one(options, "colour").state == Check::State::fail);
    CHECK(one(options, "fonts").state == Check::State::ok);
}

TEST_CASE("a language without data names the package to install") {
    Doctor::Options options = shipped();
    options.languages = "vie+xxx";
    const Check check = one(options, "languages");
    CHECK(check.state == Check::State::fail);
    CHECK(check.advice.find("tesseract-ocr-xxx") != std::string::npos);
    CHECK(check.advice.find("tesseract-ocr-vie") == std::string::npos);
}

TEST_CASE("a clock before 2025 fails: every copy would bear its date") {
    const FixedClock early(parse_rfc3339("2024-12-31T23:59:59+07:00"));
    CHECK(one(shipped(), "clock", early).state == Check::State::fail);
    CHECK(one(shipped(), "clock").state != Check::State::fail);
}

TEST_CASE("a locale without UTF-8 is a warning") {
    Doctor::Options options = shipped();
    for (const char* locale : {"", "C", "POSIX", "vi_VN.TCVN5712-1"}) {
        options.locale = locale;
        CHECK(one(options, "locale").state == Check::State::warn);
    }
    for (const char* locale : {"C.UTF-8", "vi_VN.utf8"}) {
        options.locale = locale;
        CHECK(one(options, "locale").state == Check::State::ok);
    }
}

TEST_CASE("a register is looked at and never made") {
    const TemporaryFolder folder;
    Doctor::Options options = shipped();
    options.register_file = folder.path() / "register.db";
    CHECK(one(options, "register").state == Check::State::warn);
    CHECK_FALSE(std::filesystem::exists(options.register_file));
    write_file(options.register_file, "some other file, longer than sixteen bytes");
    CHECK(one(options, "register").state == Check::State::fail);
    write_file(options.register_file, std::string("SQLite format 3\0", 16) + std::string(84, '\0'));
    CHECK(one(options, "register").state == Check::State::ok);
    std::filesystem::permissions(options.register_file, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    CHECK(one(options, "register").state == Check::State::warn);
}

TEST_CASE("a work folder that is not there fails") {
    Doctor::Options options = shipped();
    options.folders = {"/nowhere/at/all"};
    CHECK(one(options, "disk").state == Check::State::fail);
}

TEST_CASE("more jobs than memory is a warning") {
    Doctor::Options options = shipped();
    options.jobs = 1'000'000;
    CHECK(one(options, "memory").state == Check::State::warn);
}
