// SPDX-License-Identifier: Apache-2.0
// What passes, for how long, and what is told when it does not.
#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/stages/qualification.hpp"

using namespace saoy;
using namespace saoy::stages;

namespace {

TargetReading good() {
    TargetReading reading;
    reading.said_dpi = 300, reading.dpi_across = 300.5, reading.dpi_down = 299.2;
    reading.uniformity = 0.95, reading.white = 240, reading.black = 30, reading.tone_steps = 10;
    reading.mtf50_across = 3, reading.mtf50_down = 2.8;
    return reading;
}

struct Book {
    TemporaryFolder folder;
    Path file = folder.path() / "qualifications.jsonl";
    void add(const std::string& device, const char* at, const TargetReading& reading) const {
        record(file, {parse_rfc3339(at), device, std::string(64, 'a'), reading, judge(reading, {})});
    }
    std::string told(const std::string& device, const char* now) const {
        try {
            must_be_qualified(file, device, {}, parse_rfc3339(now));
        } catch (const Error& error) {
            CHECK(error.code() == "device-unqualified");
            CHECK(error.fault() == Fault::refused);
            return error.what();
        }
        return "qualified";
    }
};

}  // namespace

TEST_CASE("Each measure has its limit and its code") {
    CHECK(judge(good(), {}).empty());
    const auto only = [](auto change) {
        TargetReading reading = good();
        change(reading);
        const auto faults = judge(reading, {});
        return faults.size() == 1 ? faults.front() : "not one fault";
    };
    CHECK(only([](TargetReading& r) { r.dpi_down = 290; }) == "dpi-off");
    CHECK(only([](TargetReading& r) { r.skew = -2.5; }) == "skewed");
    CHECK(only([](TargetReading& r) { r.distortion_mm = 1.5; }) == "distorted");
    CHECK(only([](TargetReading& r) { r.uniformity = 0.8; }) == "uneven-light");
    CHECK(only([](TargetReading& r) { r.tone_steps = 8; }) == "tones-lost");
    CHECK(only([](TargetReading& r) { r.white = 140; }) == "contrast-low");
    CHECK(only([](TargetReading& r) { r.mtf50_across = 1; }) == "unsharp");
}

TEST_CASE("The newest measurement of the device counts, for as many months as the rules say") {
    Book book;
    CHECK(book.told("a", "2026-03-05T10:00:00+07:00").find("never") != std::string::npos);
    book.add("a", "2026-03-05T09:00:00+07:00", good());
    CHECK(book.told("a", "2026-03-05T10:00:00+07:00") == "qualified");
    CHECK(book.told("a", "2027-03-05T23:00:00+07:00") == "qualified");
    CHECK(book.told("a", "2027-03-06T00:00:00+07:00").find("12") != std::string::npos);
    CHECK(book.told("b", "2026-03-05T10:00:00+07:00") != "qualified");
    CHECK(book.told("", "2026-03-05T10:00:00+07:00") != "qualified");
    TargetReading blurred = good();
    blurred.mtf50_down = 0.5;
    book.add("a", "2026-04-05T09:00:00+07:00", blurred);
    book.add("b", "2026-04-05T09:00:00+07:00", good());
    CHECK(book.told("a", "2026-04-05T10:00:00+07:00").find("failed") != std::string::npos);
    CHECK(book.told("b", "2026-04-05T10:00:00+07:00") == "qualified");
    write_file(book.file, read_file(book.file) + "{\"device\":\"b\",\"at\":\"2026-05");  // torn by a power cut
    CHECK(book.told("b", "2026-04-05T10:00:00+07:00") == "qualified");
    book.add("b", "2026-05-05T09:00:00+07:00", blurred);
    CHECK(book.told("b", "2026-05-05T10:00:00+07:00").find("failed") != std::string::npos);
}
