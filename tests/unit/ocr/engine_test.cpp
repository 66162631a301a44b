// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/engine.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "lib/base/error.hpp"
#include "tests/unit/ocr/pbm.hpp"

using namespace saoy;
using namespace std::chrono_literals;

TEST_CASE("Vietnamese lines are read with boxes, baselines and confidence") {
    ocr::Engine engine("vie");
    const ocr::Reading reading = engine.read(read_pbm("lines.pbm", 200), 0ms);
    CHECK(reading.complete);
    CHECK(reading.text.language == "vie");
    std::string text;
    for (const Block& block : reading.text.blocks)
        for (const Line& line : block.lines) {
            for (const Word& word : line.words) {
                text += word.text + " ";
                CHECK(word.confidence > 0.5);
                CHECK(word.confidence <= 1);
                CHECK(word.box.left >= line.box.left);
                CHECK(word.box.left + word.box.width <= line.box.left + line.box.width);
            }
            CHECK(line.baseline > line.box.top);
            CHECK(line.baseline <= line.box.top + line.box.height + 2);
        }
    CHECK(text == "GIẤY KHAI SINH Họ, chữ đệm, tên: Nguyễn Thị Bưởi ");
}

TEST_CASE("a page reads the same after another page, and in two threads at once") {
    const Raster lines = read_pbm("lines.pbm", 200), form = read_pbm("form.pbm", 200);
    ocr::Engine first("vie");
    const PageText alone = first.read(lines, 0ms).text;
    first.read(form, 0ms);
    CHECK(first.read(lines, 0ms).text == alone);

    PageText texts[2];
    std::thread threads[2];
    for (int i = 0; i < 2; ++i)
        threads[i] = std::thread([&, i] {
            ocr::Engine engine("vie");
            engine.read(form, 0ms);
            texts[i] = engine.read(lines, 0ms).text;
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(texts[0] == alone);
    CHECK(texts[1] == alone);
}

TEST_CASE("a language that is not installed is named, with its package") {
    for (const char* languages : {"xxq", "vie+xxq"}) {
        try {
            ocr::Engine engine(languages);
            FAIL("an engine without its model");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::unavailable);
            CHECK(error.code() == "no-language");
            CHECK(std::string(error.what()).find("xxq") != std::string::npos);
            CHECK(error.hint().find("tesseract-ocr-xxq") != std::string::npos);
        }
    }
    CHECK_THROWS_AS(ocr::Engine("../vie"), Error);
    CHECK_THROWS_AS(ocr::Engine(""), Error);
}

TEST_CASE("the deadline ends the reading and says so") {
    Raster tall = read_pbm("lines.pbm", 200);
    const auto once = tall.samples;
    for (int i = 0; i < 12; ++i) tall.samples.insert(tall.samples.end(), once.begin(), once.end());
    tall.height *= 13;
    ocr::Engine engine("vie");
    const ocr::Reading cut = engine.read(tall, 1ms);
    CHECK_FALSE(cut.complete);
    for (const Block& block : cut.text.blocks)
        for (const Line& line : block.lines)
            for (const Word& word : line.words) CHECK_FALSE(word.text.empty());
    const ocr::Reading whole = engine.read(tall, 0ms);
    CHECK(whole.complete);
    CHECK(plain_text(whole.text).size() > plain_text(cut.text).size());
}

TEST_CASE("an empty page has no text") {
    Raster white;
    white.width = 300;
    white.height = 400;
    white.dpi = 200;
    white.samples.assign(std::size_t(300) * 400, 255);
    ocr::Engine engine("vie");
    const ocr::Reading reading = engine.read(white, 0ms);
    CHECK(reading.complete);
    CHECK(reading.text.blocks.empty());
    white.samples.pop_back();
    CHECK_THROWS_AS(engine.read(white, 0ms), Error);
}
