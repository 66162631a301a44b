// SPDX-License-Identifier: Apache-2.0
// Many threads, many processes, and processes killed at any moment: never a lost or doubled number.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/store/register.hpp"

using namespace saoy;
using namespace saoy::store;

namespace {

Request request(const std::string& id) {
    Request made;
    made.request_id = id;
    made.agency = "H29.999.99";
    made.book = "SCT/BS";
    made.at = parse_rfc3339("2026-03-05T09:00:00+07:00");
    made.masters_digest = "m" + id;
    return made;
}

// Runs `work` in a child process; gives its process id.
template <class Work>
pid_t in_child(const Work& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child != 0) return child;
    try {
        work();
    } catch (const std::exception&) {
        ::_exit(1);
    }
    ::_exit(0);
}

std::set<int> numbers_in(const Path& file) {
    std::set<int> numbers;
    Register(file).each({}, [&](const Entry& entry) { CHECK(numbers.insert(entry.number).second); });
    return numbers;
}

}  // namespace

TEST_CASE("eight threads share one register") {
    const TemporaryFolder folder;
    Register book(folder.path() / "register.db");
    std::vector<std::set<int>> given(8);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < given.size(); ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) {
                const std::string id = std::to_string(t) + "-" + std::to_string(i);
                given[t].insert(book.reserve(request(id)).number);
                book.finish(id, "/x/" + id, id, Time{});
            }
        });
    for (auto& thread : threads) thread.join();
    std::set<int> all;
    for (const auto& numbers : given) all.insert(numbers.begin(), numbers.end());
    CHECK(all.size() == 200);
    CHECK(*all.begin() == 1);
    CHECK(*all.rbegin() == 200);
    CHECK(book.check([](const Path& path) { return path.filename().string(); }).empty());
}

TEST_CASE("several processes that also make the file at the same moment") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "register.db";
    std::vector<pid_t> children;
    for (int p = 0; p < 4; ++p)
        children.push_back(in_child([&] {
            Register book(file);
            for (int i = 0; i < 25; ++i) book.reserve(request(std::to_string(p) + "-" + std::to_string(i)));
        }));
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
    const auto numbers = numbers_in(file);
    CHECK(numbers.size() == 100);
    CHECK(*numbers.rbegin() == 100);
}

TEST_CASE("one request from several processes gets one number") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "register.db";
    std::vector<pid_t> children;
    for (int p = 0; p < 4; ++p)
        children.push_back(in_child([&] {
            Register book(file);
            for (int i = 0; i < 20; ++i) book.reserve(request(std::to_string(i)));
        }));
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    CHECK(numbers_in(file).size() == 20);
}

TEST_CASE("killed at any moment, the work is taken up again without a gap") {
    const TemporaryFolder folder;
    const Path file = folder.path() / "register.db";
    std::mt19937 random(20260305);
    std::uniform_int_distribution<int> pause_us(500, 60'000);
    int killed = 0;
    // Two workers do the same list of requests again and again, as a restarted stage does; each in turn is killed.
    const auto work = [&] {
        Register book(file);
        for (int i = 0;; ++i) {
            const std::string id = std::to_string(i);
            book.reserve(request(id));
            book.finish(id, "/x/" + id, id, Time{});
        }
    };
    for (int round = 0; round < 40; ++round) {
        const pid_t first = in_child(work), second = in_child(work);
        ::usleep(useconds_t(pause_us(random)));
        ::kill(first, SIGKILL);
        ::usleep(useconds_t(pause_us(random)));
        ::kill(second, SIGKILL);
        for (const pid_t child : {first, second}) {
            int status = 0;
            ::waitpid(child, &status, 0);
            if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ++killed;
        }
    }
    CHECK(killed == 80);  // none had ended by a fault of its own
    const auto numbers = numbers_in(file);
    REQUIRE(numbers.size() > 40);
    CHECK(*numbers.begin() == 1);
    CHECK(std::size_t(*numbers.rbegin()) == numbers.size());
    for (const Problem& problem : Register(file).check([](const Path& path) { return path.filename().string(); }))
        CHECK(problem.code == "reserved-unfinished");
}
