// SPDX-License-Identifier: Apache-2.0
// The hot folder: what counts as whole, who may take it, and where it goes.
#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "lib/base/json.hpp"
#include "lib/model/mark_view.hpp"
#include "lib/stages/inbox.hpp"

using namespace saoy;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

struct Bench {
    TemporaryFolder folder;
    FixedClock clock{Time(std::chrono::seconds(1'790'000'000))};
    EventRecorder events;
    std::atomic<bool> stop = false;
    stages::Inbox::Options options{folder.path(), 50ms, true, false};

    void put(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder.path() / name, std::ios::binary) << bytes;
    }
    bool has(const std::string& name) const { return fs::exists(folder.path() / name); }
    std::string code_of_last() const { return events.events().empty() ? "" : events.events().back().code; }
};

}  // namespace

TEST_CASE("A whole file is given once and put away") {
    Bench bench;
    bench.put("a.jpg", "one");
    bench.put(".hidden", "x");
    bench.put("b.part", "x");
    fs::create_symlink(bench.folder.path() / "a.jpg", bench.folder.path() / "link.jpg");
    fs::create_directory(bench.folder.path() / "folder");
    stages::Inbox inbox(bench.options);
    const auto file = inbox.next(bench.stop, bench.events);
    REQUIRE(file == (bench.folder.path() / "a.jpg").string());
    int worked = 0;
    CHECK(inbox.take(*file, bench.clock, [&] { ++worked; }));
    CHECK(worked == 1);
    CHECK(bench.has("taken/a.jpg"));
    CHECK_FALSE(bench.has("a.jpg"));
    CHECK_FALSE(inbox.next(bench.stop, bench.events).has_value());
    CHECK(fs::is_symlink(bench.folder.path() / "link.jpg"));
}

TEST_CASE("A file of a known name keeps both contents") {
    Bench bench;
    for (const char* bytes : {"one", "two", "two"}) {
        bench.put("a.jpg", bytes);
        stages::Inbox inbox(bench.options);
        CHECK(inbox.take(inbox.next(bench.stop, bench.events).value(), bench.clock, [] {}));
    }
    std::vector<std::string> contents;
    for (const auto& entry : fs::directory_iterator(bench.folder.path() / "taken"))
        contents.push_back(read_file(entry.path()));
    std::sort(contents.begin(), contents.end());
    CHECK(contents == std::vector<std::string>{"one", "two"});
}

TEST_CASE("A paper that must not be copied stays where it is, is noted, and does not come again") {
    Bench bench;
    bench.put("secret.jpg", "marked");
    stages::Inbox inbox(bench.options);
    const auto file = inbox.next(bench.stop, bench.events);
    REQUIRE(file);
    const auto refuse = [] { throw Error(Fault::refused, secrecy_mark, "page 1 bears a mark: mat"); };
    CHECK_THROWS_AS(inbox.take(*file, bench.clock, refuse), Error);
    CHECK(read_file(*file) == "marked");
    const Json note = Json::parse(read_file(bench.folder.path() / "quarantine/secret.jpg.refused.json"));
    CHECK(note["code"] == secrecy_mark);
    CHECK(note["sentence"] == "page 1 bears a mark: mat");
    CHECK(note["at"].get<std::string>().substr(0, 4) == "2026");
    const auto entries = fs::directory_iterator(bench.folder.path() / "quarantine");
    CHECK(std::distance(fs::begin(entries), fs::end(entries)) == 1);
    CHECK_FALSE(inbox.next(bench.stop, bench.events));
}

TEST_CASE("A bad file goes to quarantine with its reason, one of the machine's trouble stays") {
    Bench bench;
    bench.put("bad.jpg", "one");
    stages::Inbox inbox(bench.options);
    const std::string file = inbox.next(bench.stop, bench.events).value();
    const auto work = [](Fault fault) {
        return [fault] { throw Error(fault, "some-code", "number 001099000001", "do that"); };
    };
    CHECK_THROWS_AS(inbox.take(file, bench.clock, work(Fault::output)), Error);
    CHECK(bench.has("bad.jpg"));
    CHECK_FALSE(bench.has("quarantine"));
    CHECK_THROWS_AS(inbox.take(file, bench.clock, work(Fault::input)), Error);
    CHECK_FALSE(bench.has("bad.jpg"));
    CHECK(bench.has("quarantine/bad.jpg"));
    const Json reason = Json::parse(read_file(bench.folder.path() / "quarantine/bad.jpg.reason.json"));
    CHECK(reason.at("file") == "bad.jpg");
    CHECK(reason.at("code") == "some-code");
    CHECK(reason.at("sentence") == "number 001******001");
    CHECK(reason.at("hint") == "do that");
    CHECK(reason.at("at") == rfc3339(bench.clock.now()));
}

TEST_CASE("Two takers of one file: one of them works") {
    Bench bench;
    bench.put("a.jpg", "one");
    stages::Inbox first(bench.options), second(bench.options);
    const std::string file = first.next(bench.stop, bench.events).value();
    REQUIRE(second.next(bench.stop, bench.events) == file);
    CHECK(
        first.take(file, bench.clock, [&] { CHECK_FALSE(second.take(file, bench.clock, [] { FAIL("both work"); })); }));
    CHECK_FALSE(second.take(file, bench.clock, [] { FAIL("it is gone"); }));
}

TEST_CASE("A file that changes while it is read is not put away") {
    Bench bench;
    bench.put("a.jpg", "one");
    stages::Inbox inbox(bench.options);
    const std::string file = inbox.next(bench.stop, bench.events).value();
    CHECK(inbox.take(file, bench.clock, [&] { bench.put("a.jpg", "one and more"); }));
    CHECK(read_file(bench.folder.path() / "a.jpg") == "one and more");
    CHECK_FALSE(bench.has("taken"));
}

TEST_CASE("What a writer has open is left, however still it is") {
    Bench bench;
    bench.put("a.jpg", "one");
    const Path path = bench.folder.path() / "a.jpg";
    const int probe = ::open(path.c_str(), O_RDONLY);
    const bool leases = ::fcntl(probe, F_SETLEASE, F_RDLCK) == 0;
    ::fcntl(probe, F_SETLEASE, F_UNLCK);
    ::close(probe);
    if (!leases) return;  // a file system that cannot tell
    const int writer = ::open(path.c_str(), O_WRONLY | O_APPEND);
    {
        stages::Inbox inbox(bench.options);
        CHECK_FALSE(inbox.next(bench.stop, bench.events).has_value());
        CHECK(bench.code_of_last() == "still-arriving");
    }
    ::close(writer);
    stages::Inbox inbox(bench.options);
    CHECK(inbox.next(bench.stop, bench.events).has_value());
}

TEST_CASE("A file that is renamed in is given at once; asking to stop ends the wait") {
    Bench bench;
    bench.options.once = false;
    bench.options.settle = 1h;
    stages::Inbox inbox(bench.options);
    bench.put(".coming", "one");
    fs::rename(bench.folder.path() / ".coming", bench.folder.path() / "a.jpg");
    CHECK(inbox.next(bench.stop, bench.events) == (bench.folder.path() / "a.jpg").string());
    std::thread later([&] { bench.stop = true; });
    CHECK_FALSE(inbox.next(bench.stop, bench.events).has_value());
    later.join();
}

TEST_CASE("A folder that is not there is told") {
    Bench bench;
    bench.options.folder /= "none";
    CHECK_THROWS_AS(stages::Inbox(bench.options), Error);
}
