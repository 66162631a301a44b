// SPDX-License-Identifier: Apache-2.0
#include "lib/base/growing_file.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"

using namespace saoy;

namespace {

std::size_t files_in(const Path& folder) {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++n;
    return n;
}

}  // namespace

TEST_CASE("a file grows beside its target and takes its name when committed") {
    const TemporaryFolder folder;
    const Path source = folder.path() / "a", target = folder.path() / "b";
    const std::string big(3'000'000, 'x');
    write_file(source, big);
    {
        GrowingFile file(source, target);
        file.append("more");
        CHECK_FALSE(std::filesystem::exists(target));
        CHECK(read_file(file.path()) == big + "more");
        file.append("!");
        file.commit();
    }
    CHECK(read_file(target) == big + "more!");
    CHECK(read_file(source) == big);
    CHECK(files_in(folder.path()) == 2);
}

TEST_CASE("without a commit nothing changes and nothing is left") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "a";
    write_file(file, "before");
    {
        GrowingFile grown(file, file);
        grown.append("after");
    }
    CHECK(read_file(file) == "before");
    CHECK(files_in(folder.path()) == 1);
    CHECK_THROWS_AS(GrowingFile(folder.path() / "none", file), Error);
    CHECK_THROWS_AS(GrowingFile(file, folder.path() / "no" / "folder"), Error);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("an empty file grows too") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "a";
    write_file(file, "");
    GrowingFile grown(file, file);
    grown.append("first");
    grown.commit();
    CHECK(read_file(file) == "first");
}
