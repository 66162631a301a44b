// SPDX-License-Identifier: Apache-2.0
#include "lib/base/files.hpp"

#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/whole_file.hpp"

using namespace saoy;

namespace {

Fault fault_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.fault();
    }
    FAIL("no error");
    return Fault::internal;
}

}  // namespace

TEST_CASE("a file is written whole, private, and leaves nothing beside it") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "a";
    write_file(file, "one");
    write_file(file, "hai");
    CHECK(read_file(file) == "hai");
    struct stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a failed write leaves the old file and no rest") {
    const TemporaryFolder folder;
    CHECK(fault_of([&] { write_file(folder.path() / "no" / "a", "x"); }) == Fault::output);
    write_file(folder.path() / "a", "old");
    std::filesystem::create_directory(folder.path() / "b");
    CHECK(fault_of([&] { write_file(folder.path() / "b", "x"); }) == Fault::output);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("two files that belong together take their names together, also in two folders") {
    const TemporaryFolder folder;
    make_folder(folder.path() / "texts");
    for (const Path& text : {folder.path() / "a.txt", folder.path() / "texts/a.txt"}) {
        write_file(folder.path() / "a.pdf", "old");
        WholeFile first(text), last(folder.path() / "a.pdf");
        first.write("text");
        last.write("pdf");
        CHECK(read_file(folder.path() / "a.pdf") == "old");
        WholeFile::put_in_place(first, last);
        CHECK(read_file(text) == "text");
        CHECK(read_file(folder.path() / "a.pdf") == "pdf");
    }
    const auto names = std::filesystem::directory_iterator(folder.path());
    CHECK(std::distance(begin(names), end(names)) == 3);
    WholeFile first(folder.path() / "b.txt"), last(folder.path() / "texts");  // a folder cannot be replaced
    CHECK_THROWS_AS(WholeFile::put_in_place(first, last), Error);
    CHECK(std::filesystem::is_directory(folder.path() / "texts"));
}

TEST_CASE("reading tells missing, folder and too large apart") {
    const TemporaryFolder folder;
    write_file(folder.path() / "a", "12345");
    CHECK(fault_of([&] { read_file(folder.path() / "b"); }) == Fault::missing);
    CHECK(fault_of([&] { read_file(folder.path()); }) == Fault::input);
    CHECK(fault_of([&] { read_file(folder.path() / "a", 4); }) == Fault::input);
    CHECK(read_file(folder.path() / "a", 5) == "12345");
    CHECK(read_file("/proc/self/stat").size() > 10);  // a file whose size is not known beforehand
}

TEST_CASE("a lock is held once and goes with its holder") {
    const TemporaryFolder folder;
    const Path file = folder.path() / ".lock";
    {
        const FileLock held(file, false);
        CHECK(fault_of([&] { FileLock(file, false); }) == Fault::temporary);
    }
    CHECK_NOTHROW(FileLock(file, false));
}

TEST_CASE("a temporary folder takes its files with it") {
    Path path;
    {
        const TemporaryFolder folder;
        path = folder.path();
        append_line(path / "log", "a");
        append_line(path / "log", "b");
        CHECK(read_file(path / "log") == "a\nb\n");
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a lock is free at once after its release, whatever other threads fork meanwhile") {
    const TemporaryFolder folder;
    const Path file = folder.path() / ".lock";
    std::atomic<bool> done{false};
    std::thread forking([&] {
        while (!done) run_child({"true"});
    });
    for (int i = 0; i < 300; ++i) CHECK_NOTHROW(FileLock(file, false));
    done = true;
    forking.join();
}
