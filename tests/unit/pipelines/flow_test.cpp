// SPDX-License-Identifier: Apache-2.0
#include "pipelines/flow.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "lib/base/error.hpp"
#include "pipelines/executor.hpp"
#include "pipelines/pipeline.hpp"

using namespace saoy;
using namespace saoy::pipelines;

namespace {

std::function<std::optional<std::string>()> numbers(int count) {
    return [count, at = 0]() mutable -> std::optional<std::string> {
        if (at == count) return std::nullopt;
        return std::to_string(at++);
    };
}

}  // namespace

TEST_CASE("items leave in the order they came, failing ones among them") {
    std::vector<std::string> left;
    int failed = 0;
    const std::vector<Step> steps{{false,
                                   [](Item& item) {
                                       std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(item.name) % 3));
                                       if (item.name == "7") throw std::runtime_error("seven");
                                       item.result = item.name + "!";
                                   }},
                                  {true, [](Item& item) { item.result += "!"; }}};
    flow(
        numbers(50), steps,
        [&](Item& item) {
            failed += item.error ? 1 : 0;
            left.push_back(item.error ? item.name : item.result);
        },
        4);
    REQUIRE(left.size() == 50);
    CHECK(failed == 1);
    for (int i = 0; i < 50; ++i) CHECK(left[std::size_t(i)] == (i == 7 ? "7" : std::to_string(i) + "!!"));
}

TEST_CASE("never more items in flight than allowed") {
    std::atomic<int> now{0}, most{0};
    const std::vector<Step> steps{{false, [&](Item&) {
                                       const int here = ++now;
                                       int seen = most;
                                       while (here > seen && !most.compare_exchange_weak(seen, here)) {
                                       }
                                       std::this_thread::sleep_for(std::chrono::milliseconds(1));
                                       --now;
                                   }}};
    flow(
        numbers(40), steps, [](Item&) {}, 2);
    CHECK(most <= 2);
}

TEST_CASE("the executor runs everything and gives the first error afterwards") {
    std::atomic<bool> stop{false};
    TbbExecutor executor(2, stop);
    std::atomic<int> ran{0};
    executor.for_each(100, [&](std::size_t) { ++ran; });
    CHECK(ran == 100);
    ran = 0;
    CHECK_THROWS_WITH(executor.for_each(20,
                                        [&](std::size_t i) {
                                            ++ran;
                                            if (i == 3) throw std::runtime_error("three");
                                        }),
                      "three");
    CHECK(ran == 20);
    stop = true;
    CHECK_THROWS_AS(executor.for_each(1, [](std::size_t) {}), Error);
}

TEST_CASE("with more threads than jobs, so many things wait at the same time") {
    const std::atomic<bool> stop{false};
    TbbExecutor executor(1, stop);
    std::atomic<int> here{0}, most{0};
    const auto meet = [&] {
        ++here;
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        while (here < 4 && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        most = std::max(most.load(), here.load());
    };
    executor.with_more(3, [&] { executor.for_each(4, [&](std::size_t) { meet(); }); });
    CHECK(most == 4);
    here = 0, most = 0;
    executor.with_more(3, [&] {
        const std::vector<Step> steps{{false, [&](Item&) { meet(); }}};
        flow(
            numbers(4), steps, [](Item&) {}, 4);
    });
    CHECK(most == 4);
}

TEST_CASE("pipeline files are checked before they run") {
    const Path folder = SAOY_SOURCE_DIR "/pipelines", schemas = SAOY_SOURCE_DIR "/schemas";
    const Pipeline backlog = read_pipeline("backlog", folder, schemas);
    CHECK(backlog.stages.size() == 7);
    CHECK(backlog.stages[1].options.at("languages") == "vie");
    CHECK(read_pipeline("intake", folder, schemas).stages.back().name == "classify");
    CHECK_THROWS_WITH(read_pipeline("backlgo", folder, schemas), Catch::Contains("backlgo"));
    const TemporaryFolder temporary;
    write_file(temporary.path() / "a.xml", "<pipeline name='a'>\n<title lang='vi'>a</title>\n<scna/>\n</pipeline>");
    try {
        read_pipeline((temporary.path() / "a.xml").string(), folder, schemas);
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::configuration);
        CHECK_THAT(error.what(), Catch::Contains("a.xml:3"));
    }
}
