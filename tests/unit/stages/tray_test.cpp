// SPDX-License-Identifier: Apache-2.0
// The pages of an unfinished capture: under their final numbers, none lost, none twice, whatever cut it off.
#include "lib/stages/tray.hpp"

#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/model/mark_view.hpp"
#include "lib/stages/shelf.hpp"

using namespace saoy;
using stages::CaptureOrder;
using stages::Tray;

namespace {

constexpr Time now{std::chrono::seconds(1'790'000'000)};

std::vector<int> numbers(const Tray& tray) {
    std::vector<int> all;
    for (const Page& page : tray.pages()) all.push_back(page.number);
    return all;
}

std::string code_of(const Path& folder) {
    try {
        Tray::open(folder, now);
    } catch (const Error& error) {
        return error.code();
    }
    return "nothing thrown";
}

}  // namespace

TEST_CASE("A tray is taken up as it was left") {
    const TemporaryFolder work;
    CaptureOrder order;
    order.device = "test:0";
    order.expected_pages = 3;
    order.profile.options = {{"brightness", "10"}};
    {
        Tray tray = Tray::make(work.path(), "scan-1", order, now);
        tray.session("1.1.1", {"ADF", "Color", 300, 210, 297}, now);
        tray.keep("first", 300, now);
        CHECK(tray.wanted() == 2);
        CHECK(code_of(tray.path()) == "locked");
    }
    Tray tray = Tray::open(work.path() / "scan-1", now);
    CHECK(tray.order().profile.options == order.profile.options);
    CHECK(tray.record().settings.source == "ADF");
    CHECK(numbers(tray) == std::vector<int>{1});
    CHECK(tray.next_number() == 2);
    CHECK_FALSE(tray.closed());
}

TEST_CASE("What a clerk must decide about a page outlives a kill between the page and its line") {
    const TemporaryFolder work;
    {
        Tray tray = Tray::make(work.path(), "scan-1", {}, now);
        tray.keep("first", 300, now);
        tray.find({{secrecy_doubt, Level::fail, "", 2}}, now);
    }
    write_file(work.path() / "scan-1/pages/p0002.png", "second");
    const Tray tray = Tray::open(work.path() / "scan-1", now);
    REQUIRE(numbers(tray) == std::vector<int>{1, 2});
    CHECK(tray.pages()[0].quality.findings.empty());
    CHECK(tray.pages()[1].quality.findings == std::vector<Finding>{{secrecy_doubt, Level::fail, "", 2}});
}

TEST_CASE("A page that was durable before its line was is counted; half a line and half a file are not") {
    const TemporaryFolder work;
    { Tray::make(work.path(), "scan-1", {}, now).keep("first", 300, now); }
    const Path folder = work.path() / "scan-1";
    write_file(folder / "pages/p0002.png", "second");
    write_file(folder / "pages/p0003.png.Ab12Cd", "thi");
    const std::string log = read_file(folder / stages::capture_log);
    write_file(folder / stages::capture_log, log + "{\"at\":\"2026-");
    for (int again = 0; again < 2; ++again) {
        const Tray tray = Tray::open(folder, now);
        CHECK(numbers(tray) == std::vector<int>{1, 2});
        CHECK_FALSE(std::filesystem::exists(folder / "pages/p0003.png.Ab12Cd"));
    }
}

TEST_CASE("Fronts and backs of a turned stack get the numbers they have in the paper") {
    const TemporaryFolder work;
    CaptureOrder order;
    order.interleave = true;
    Tray tray = Tray::make(work.path(), "scan-1", order, now);
    for (int sheet = 0; sheet < 3; ++sheet) tray.keep("front", 300, now);
    tray.fronts_are_in(now);
    CHECK(tray.wanted() == 3);
    for (int sheet = 0; sheet < 3; ++sheet) tray.keep("back", 300, now);
    CHECK(numbers(tray) == std::vector<int>{1, 3, 5, 6, 4, 2});
    CHECK(tray.wanted() == 0);
    CHECK(tray.next_number() == 0);
}

TEST_CASE("A changed page, a damaged log and no tray at all are told apart") {
    const TemporaryFolder work;
    const Path folder = work.path() / "scan-1";
    CHECK(code_of(folder) == "no-capture");
    { Tray::make(work.path(), "scan-1", {}, now).keep("first", 300, now); }
    write_file(folder / "pages/p0001.png", "other");
    CHECK(code_of(folder) == "file-altered");
    write_file(folder / stages::capture_log, "{}\n");
    CHECK(code_of(folder) == "capture-damaged");
    write_file(folder / stages::capture_log, "");
    CHECK(code_of(folder) == "no-capture");
}
