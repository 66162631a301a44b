// SPDX-License-Identifier: Apache-2.0
// ZIP files: the same contents give the same bytes, and an archive from outside cannot harm its reader.
#include "lib/archive/zip.hpp"

#include <sys/stat.h>
#include <time.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"

using namespace saoy;
using archive::Member;

namespace {

const Time noon = parse_rfc3339("2026-03-05T12:00:01+07:00");

Member member(std::string name, std::string bytes, bool compress = false) {
    return {std::move(name), std::move(bytes), {}, compress};
}

std::string zipped(std::vector<Member> members) {
    const TemporaryFolder folder;
    archive::write_zip(folder.path() / "a.zip", std::move(members), noon);
    return read_file(folder.path() / "a.zip");
}

// What python's zipfile writes while `lines` run with `z`, the open archive.
Path foreign(const TemporaryFolder& folder, const std::string& lines) {
    const Path file = folder.path() / "foreign.zip";
    const ChildOutcome made = run_child(
        {"python3", "-W", "ignore", "-c",
         "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\n" + lines + "\nz.close()\n", file.string()});
    REQUIRE(made.err == "");
    REQUIRE(made.ok());
    return file;
}

using Contents = std::vector<std::pair<std::string, std::string>>;

Contents contents(const Path& file, const archive::ZipLimits& limits = {}) {
    Contents found;
    archive::each_member(
        file, limits, [&](const std::string& name, std::string bytes) { found.emplace_back(name, std::move(bytes)); });
    return found;
}

std::string refusal(const Path& file, const archive::ZipLimits& limits = {}) {
    try {
        contents(file, limits);
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::input);
        CHECK_THAT(error.what(), Catch::Contains(file.filename().string()));
        return error.code();
    }
    return "taken";
}

struct Zone {
    explicit Zone(const char* name) {
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~Zone() {
        ::unsetenv("TZ");
        ::tzset();
    }
};

}  // namespace

TEST_CASE("the same contents give the same bytes in every order and time zone") {
    const std::string bytes = zipped({member("b", "two", true), member("a/c", "one")});
    CHECK(zipped({member("a/c", "one"), member("b", "two", true)}) == bytes);
    for (const char* name : {"UTC", "Asia/Ho_Chi_Minh", "America/New_York", "XXX+11:30"}) {
        const Zone zone(name);
        INFO(name);
        CHECK(zipped({member("b", "two", true), member("a/c", "one")}) == bytes);
    }
    CHECK(zipped({member("b", "Two", true), member("a/c", "one")}) != bytes);
}

TEST_CASE("a packed file's own times do not matter, and the archive is private") {
    const TemporaryFolder folder;
    write_file(folder.path() / "in", std::string(100'000, 'x'));
    const auto pack = [&](const char* name) {
        archive::write_zip(folder.path() / name, {{"in", "", folder.path() / "in", true}}, noon);
        return read_file(folder.path() / name);
    };
    const std::string first = pack("1.zip");
    std::filesystem::last_write_time(folder.path() / "in",
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(9999));
    CHECK(pack("2.zip") == first);
    CHECK(first.size() < 1000);
    struct stat about {};
    REQUIRE(::stat((folder.path() / "1.zip").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    CHECK(contents(folder.path() / "1.zip") == Contents{{"in", std::string(100'000, 'x')}});
}

TEST_CASE("a file that is not there leaves no archive") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(archive::write_zip(folder.path() / "a.zip", {{"in", "", folder.path() / "in", false}}, noon),
                    Error);
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK_THROWS_AS(contents(folder.path() / "a.zip"), Error);
}

TEST_CASE("another maker's archive is read in its order, without its folders") {
    const TemporaryFolder folder;
    const Path file = foreign(folder,
                              "z.writestr('b', 'two')\nz.mkdir('d') if hasattr(z, 'mkdir') else z.writestr('d/', '')\n"
                              "z.writestr('d/á', '')\nz.writestr('a', 'one', zipfile.ZIP_DEFLATED)");
    CHECK(contents(file) == Contents{{"b", "two"}, {"d/á", ""}, {"a", "one"}});
}

TEST_CASE("names that lead elsewhere are refused") {
    const TemporaryFolder folder;
    for (const char* name : {"'../x'", "'a/../../x'", "'/etc/passwd'", "'a/./b'", "'..'", "'a\\\\b'"}) {
        INFO(name);
        CHECK(refusal(foreign(folder, std::string("z.writestr(") + name + ", 'x')")) == "unsafe-name");
    }
    CHECK(refusal(foreign(folder, "z.writestr('a', 'x')\nz.writestr('a', 'y')")) != "taken");
    CHECK(refusal(foreign(folder, "z.writestr('a..b', 'x')")) == "taken");
}

TEST_CASE("counts, sizes and ratios have limits") {
    const TemporaryFolder folder;
    archive::ZipLimits limits;
    limits.members = 3;
    limits.total_bytes = 1000;
    CHECK(refusal(foreign(folder, "[z.writestr(str(i), 'x') for i in range(3)]"), limits) == "taken");
    CHECK(refusal(foreign(folder, "[z.writestr(str(i), 'x') for i in range(4)]"), limits) == "too-large");
    CHECK(refusal(foreign(folder, "[z.writestr(str(i), 'x' * 500) for i in range(2)]"), limits) == "taken");
    CHECK(refusal(foreign(folder, "[z.writestr(str(i), 'x' * 501) for i in range(2)]"), limits) == "too-large");
    const Path bomb = foreign(folder, "z.writestr('a', b'0' * (8 << 20), zipfile.ZIP_DEFLATED, 9)");
    CHECK(refusal(bomb) == "too-large");
    limits = {};
    limits.ratio = 2000;
    CHECK(refusal(bomb, limits) == "taken");
}

TEST_CASE("damaged, lying and encrypted archives are refused") {
    const TemporaryFolder folder;
    const Path file = foreign(folder, "z.writestr('a', 'one two three')");
    const std::string sound = read_file(file);
    const auto with = [&](const std::string& bytes) {
        write_file(file, bytes);
        return refusal(file);
    };
    CHECK(with(sound) == "taken");
    for (std::size_t size = 0; size < sound.size(); ++size) {
        INFO(size);
        CHECK(with(sound.substr(0, size)) == "not-a-zip");
    }
    std::string damaged = sound;
    damaged[damaged.find("two")] = 'T';
    CHECK(with(damaged) == "not-a-zip");
    // The size in the local header and in the directory: 13 bytes packed, said to be more or fewer unpacked.
    const std::size_t directory = sound.find("PK\x01\x02");
    for (const char size : {'\x05', '\x7f'}) {
        std::string lying = sound;
        lying[22] = lying[directory + 24] = size;
        INFO(int(size));
        CHECK(with(lying) == "not-a-zip");
    }
    std::string encrypted = sound;
    encrypted[6] = encrypted[directory + 8] = char(encrypted[6] | 1);
    CHECK(with(encrypted) == "unsafe-name");
    CHECK(with("") == "not-a-zip");
}
