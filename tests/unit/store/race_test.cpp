// SPDX-License-Identifier: Apache-2.0
// Many threads, many processes, and processes killed at any moment: never a lost or doubled number.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <random>
#include <set>
#include <thread>

#include "tests/support/registers.hpp"

using namespace saoy;
using namespace saoy::store;
using namespace saoy::test;

namespace {

// Another process of this computer may take the same paper at the same moment; then that one finishes it.
void issue(Register& book, const std::string& id) {
    const Entry entry = book.reserve(request(id), act());
    if (entry.state == Entry::State::issued) return;
    try {
        book.finish(id, entry.attempt, "/x/" + id, id, act());
    } catch (const Error& error) {
        if (error.code() != "attempt-old") throw;
    }
}

std::optional<std::string> named(const Entry& entry) { return Path(entry.copy_path).filename().string(); }

// Runs `work` in a child process; gives its process id.
template <class Work>
pid_t in_child(const Work& work) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child != 0) return child;
    try {
        work();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "a worker failed: %s\n", error.what());
        ::_exit(1);
    }
    ::_exit(0);
}

std::set<int> numbers_in(const Path& place) {
    std::set<int> numbers;
    Register(place).each({}, [&](const Entry& entry) { CHECK(numbers.insert(entry.number).second); });
    return numbers;
}

}  // namespace

TEMPLATE_TEST_CASE("eight threads share one register", "", OnFile, OnServer) {
    const TestType place;
    Register book(place.location, Open::create);
    std::vector<std::set<int>> given(8);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < given.size(); ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) {
                const std::string id = std::to_string(t) + "-" + std::to_string(i);
                issue(book, id);
                given[t].insert(book.find(id)->number);
            }
        });
    for (auto& thread : threads) thread.join();
    std::set<int> all;
    for (const auto& numbers : given) all.insert(numbers.begin(), numbers.end());
    CHECK(all.size() == 200);
    CHECK(*all.begin() == 1);
    CHECK(*all.rbegin() == 200);
    CHECK(book.check(named).empty());
}

TEMPLATE_TEST_CASE("several processes that also make the file at the same moment", "", OnFile, OnServer) {
    const TestType place;
    const Path file = place.location;
    std::vector<pid_t> children;
    for (int p = 0; p < 4; ++p)
        children.push_back(in_child([&] {
            Register book(file, Open::create);
            for (int i = 0; i < 25; ++i) book.reserve(request(std::to_string(p) + "-" + std::to_string(i)), act());
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

TEMPLATE_TEST_CASE("one request from several processes gets one number", "", OnFile, OnServer) {
    const TestType place;
    const Path file = place.location;
    std::vector<pid_t> children;
    for (int p = 0; p < 4; ++p)
        children.push_back(in_child([&] {
            Register book(file, Open::create);
            for (int i = 0; i < 20; ++i) book.reserve(request(std::to_string(i)), act());
        }));
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    CHECK(numbers_in(file).size() == 20);
}

TEMPLATE_TEST_CASE("killed at any moment, the work is taken up again without a gap", "", OnFile, OnServer) {
    const TestType place;
    const Path file = place.location;
    std::mt19937 random(20260305);
    std::uniform_int_distribution<int> pause_us(500, 60'000);
    int killed = 0;
    // Two workers do the same list of requests again and again, as a restarted stage does; each in turn is killed.
    const auto work = [&] {
        Register book(file);
        for (int i = 0;; ++i) {
            const std::string id = std::to_string(i);
            issue(book, id);
        }
    };
    { Register(file, Open::create); }
    int rounds = 0;
    // On a slow machine the workers get more time between kills, until they have done something.
    for (int slower = 1; rounds < 40 || (numbers_in(file).size() < 20 && slower < 100); ++rounds) {
        if (rounds >= 40) ++slower;
        const pid_t first = in_child(work), second = in_child(work);
        ::usleep(useconds_t(slower * pause_us(random)));
        ::kill(first, SIGKILL);
        ::usleep(useconds_t(slower * pause_us(random)));
        ::kill(second, SIGKILL);
        for (const pid_t child : {first, second}) {
            int status = 0;
            ::waitpid(child, &status, 0);
            if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ++killed;
        }
    }
    CHECK(killed == 2 * rounds);  // none had ended by a fault of its own
    const auto numbers = numbers_in(file);
    REQUIRE(numbers.size() >= 20);
    CHECK(*numbers.begin() == 1);
    CHECK(std::size_t(*numbers.rbegin()) == numbers.size());
    for (const Problem& problem : Register(file).check(named)) CHECK(problem.code == "reserved-unfinished");
}
