// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/line_reader.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
#include <thread>

#include "lib/ocr/line_protocol.hpp"
#include "tests/support/pbm.hpp"

using namespace saoy;

namespace {

// The ink between two rows of the drawn page, as the line finder would cut it.
Raster line_between(int top, int bottom) {
    const Raster page = read_pbm("lines.pbm", 200);
    const auto at = [&](int x, int y) {
        return page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)];
    };
    int left = page.width, right = 0, first = bottom, last = top;
    for (int y = top; y < bottom; ++y)
        for (int x = 0; x < page.width; ++x)
            if (at(x, y) < 128)
                left = std::min(left, x), right = std::max(right, x), first = std::min(first, y), last = y;
    Raster line{right - left + 5, last - first + 5, 1, 200, {}};
    for (int y = first - 2; y <= last + 2; ++y)
        for (int x = left - 2; x <= right + 2; ++x) line.samples.push_back(at(x, y));
    return line;
}

std::string joined(const LineText& line) {
    std::string text;
    for (const LineWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
    return text;
}

Raster lower() { return line_between(80, 170); }
Raster upper() { return line_between(0, 80); }

}  // namespace

TEST_CASE("lines are read with places and confidence, whatever was read before or beside") {
    ocr::TesseractReader reader("vie");
    const auto both = reader.read({upper(), lower()});
    REQUIRE(both.size() == 2);
    CHECK(joined(both[0]).starts_with("GIẤY KHAI"));
    CHECK(joined(both[1]) == "Họ, chữ đệm, tên: Nguyễn Thị Bưởi");
    for (const LineText& line : both) {
        CHECK(line.certainty > 0.8);
        int last = 0;
        for (const LineWord& word : line.words) {
            CHECK(word.confidence > 0.5);
            CHECK(word.left >= last);
            CHECK(word.right > word.left);
            last = word.left;
        }
    }
    std::string texts[2];
    std::thread threads[2];
    for (int i = 0; i < 2; ++i)
        threads[i] = std::thread([&, i] {
            ocr::TesseractReader own("vie");
            texts[i] = ocr::pack_text(own.read({lower()}).front());
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(texts[0] == ocr::pack_text(both[1]));
    CHECK(texts[1] == ocr::pack_text(both[1]));
    // Tesseract starts no threads of its own
    CHECK(std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}) == 1);
}

TEST_CASE("a language that is not installed is named, with its package") {
    for (const char* languages : {"xxq", "vie+xxq"}) {
        try {
            ocr::TesseractReader reader(languages);
            FAIL("an engine without its model");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::unavailable);
            CHECK(error.code() == "no-language");
            CHECK(std::string(error.what()).find("xxq") != std::string::npos);
            CHECK(error.hint().find("tesseract-ocr-xxq") != std::string::npos);
        }
    }
    CHECK_THROWS_AS(ocr::TesseractReader("../vie"), Error);
    CHECK_THROWS_AS(ocr::TesseractReader(""), Error);
}

TEST_CASE("one pixel and white paper are pictures, too; what is none is refused") {
    ocr::TesseractReader reader("vie");
    Raster white{300, 40, 1, 150, std::vector<std::uint8_t>(300 * 40, 255)};
    CHECK(reader.read({white}).size() == 1);
    CHECK(reader.read({Raster{1, 1, 1, 150, {0}}}).size() == 1);
    white.samples.pop_back();
    CHECK_THROWS_AS(reader.read({white}), Error);
}

TEST_CASE("pictures and texts pass the pipe unchanged") {
    const std::vector<Raster> lines{upper(), Raster{1, 2, 1, 150, {'\n', 0}}};
    std::istringstream orders(ocr::pack_order(lines) + "\n" + ocr::pack_order({}) + "\n");
    const auto back = ocr::take_order(orders).value();
    REQUIRE(back.size() == 2);
    CHECK(ocr::take_order(orders).value().empty());
    CHECK_FALSE(ocr::take_order(orders));
    CHECK(back[0].samples == lines[0].samples);
    CHECK(back[1].samples == lines[1].samples);
    CHECK(back[1].height == 2);
    const LineText text{{{"Đượm", 0.961, 3, 40}, {"\"7\n", 0, 44, 50}}, 0.9};
    const std::string packed = ocr::pack_text(text);
    CHECK(packed.find('\n') == packed.size() - 1);
    CHECK(ocr::pack_text(ocr::unpack_text(packed)) == packed);
    for (const char* bad :
         {"x\n", "-1\n", "99999999999\n", "9\nshort", "1\nx\n", "11\n9 9 150\nabc\n", "9\n-1 5 150\n\n"}) {
        std::istringstream order(bad);
        CHECK_THROWS_AS(ocr::take_order(order), Error);
    }
    CHECK_THROWS_AS(ocr::unpack_text("{}"), Error);
    CHECK_THROWS_AS(ocr::unpack_text("{\"certainty\":1,\"words\":[[1,2]]}"), Error);
}
