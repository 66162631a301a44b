// SPDX-License-Identifier: Apache-2.0
// A child reads bytes that no disk has seen.
#include <catch2/catch.hpp>

#include "lib/base/child.hpp"
#include "lib/base/memory_file.hpp"

using namespace saoy;

TEST_CASE("a memory file is read by this process and by a child, and goes away") {
    const std::string bytes = std::string("a\0b", 3) + std::string(100000, 'x');
    Path path;
    {
        const MemoryFile file(bytes);
        path = file.path();
        CHECK(read_file(path) == bytes);
        CHECK(read_file(path) == bytes);
        CHECK(run_child({"cat", path.string()}).out == bytes);
    }
    CHECK_FALSE(std::filesystem::exists(path));
}
