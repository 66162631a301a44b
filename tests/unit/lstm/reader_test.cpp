// SPDX-License-Identifier: Apache-2.0
// The reader against libtesseract, live; tests/bench/lstm does the same with thousands of lines.
#include "lib/lstm/reader.hpp"

#include <tesseract/baseapi.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "tests/unit/lstm/lines.hpp"
#include "tests/unit/lstm/packaged_model.hpp"

using namespace saoy;

namespace {

std::shared_ptr<const lstm::Engine> engine(const char* kernel = "") {
    return std::make_shared<const lstm::Engine>(lstm::load_model(test::packaged_model("vie")), lstm::kernel(kernel));
}

std::vector<Raster> pictures() {
    std::vector<Raster> pictures;
    for (const test::PrintedLine& line : test::printed_lines("lines")) pictures.push_back(line.picture);
    return pictures;
}

std::string text_of(const LineText& line) {
    std::vector<std::string> words;
    for (const LineWord& word : line.words) words.push_back(word.text);
    return text::join(words, " ");
}

std::vector<std::string> texts_of(const std::vector<LineText>& lines) {
    std::vector<std::string> texts;
    for (const LineText& line : lines) texts.push_back(text_of(line));
    return texts;
}

}  // namespace

TEST_CASE("lines are read as libtesseract reads them, and no worse") {
    const std::vector<test::PrintedLine> lines = test::printed_lines("lines");
    const std::vector<LineText> ours = lstm::LstmReader(engine()).read(pictures());
    tesseract::TessBaseAPI api;
    REQUIRE(api.Init(test::tessdata, "vie", tesseract::OEM_LSTM_ONLY) == 0);
    api.SetPageSegMode(tesseract::PSM_RAW_LINE);
    std::size_t same = 0, right = 0, its_right = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Raster& picture = lines[i].picture;
        api.SetImage(picture.samples.data(), picture.width, picture.height, 1, picture.width);
        api.SetSourceResolution(300);
        const std::unique_ptr<char[]> raw(api.GetUTF8Text());
        const std::string its = text::nfc(text::trim(raw.get()));
        same += text_of(ours[i]) == its;
        right += text_of(ours[i]) == lines[i].text;
        its_right += its == lines[i].text;
    }
    INFO(same << " of " << lines.size() << " the same; right " << right << ", libtesseract " << its_right);
    CHECK(same * 10 >= lines.size() * 9);  // all of them here; another mathematical library may round otherwise
    CHECK(right + 2 >= its_right);
}

TEST_CASE("every kernel reads the same, alone, among others, and in two threads at once") {
    const std::vector<Raster> lines = pictures();
    const std::vector<std::string> wanted = texts_of(lstm::LstmReader(engine()).read(lines));
    for (const lstm::Kernel* kernel : lstm::kernels())
        CHECK(texts_of(lstm::LstmReader(engine(kernel->name)).read(lines)) == wanted);

    lstm::LstmReader sharing(engine());
    sharing.use_threads(3);
    CHECK(texts_of(sharing.read(lines)) == wanted);
    std::vector<Raster> damaged = lines;
    damaged.back().samples.pop_back();
    CHECK_THROWS_AS(sharing.read(damaged), Error);
    sharing.use_threads(1);
    CHECK(texts_of(sharing.read(lines)) == wanted);

    const auto shared = engine();
    std::vector<std::string> found[2];
    std::thread threads[2];
    for (int i = 0; i < 2; ++i)
        threads[i] = std::thread([&, i] {
            lstm::LstmReader reader(shared);
            for (const Raster& line : lines) found[i].push_back(text_of(reader.read({line})[0]));
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(found[0] == wanted);
    CHECK(found[1] == wanted);
}

TEST_CASE("words lie in the picture from left to right, with a confidence") {
    const std::vector<Raster> lines = pictures();
    const std::vector<LineText> texts = lstm::LstmReader(engine()).read(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        CHECK(texts[i].certainty > 0.6);
        CHECK(texts[i].certainty <= 1);
        int right = 0;
        for (const LineWord& word : texts[i].words) {
            CHECK(word.left >= right - 1);
            CHECK(word.right > word.left);
            CHECK(word.right <= lines[i].width);
            CHECK(word.confidence >= 0);
            CHECK(word.confidence <= 1);
            right = word.right;
        }
    }
}

TEST_CASE("light print on dark is read too; a line on its head is less certain") {
    const std::vector<Raster> lines = pictures();
    std::vector<Raster> negative = lines, turned = lines;
    for (Raster& line : negative)
        for (std::uint8_t& sample : line.samples) sample = std::uint8_t(255 - sample);
    for (Raster& line : turned) std::reverse(line.samples.begin(), line.samples.end());
    lstm::LstmReader reader(engine());
    const std::vector<LineText> upright = reader.read(lines);
    const std::vector<std::string> wanted = texts_of(upright), light = texts_of(reader.read(negative));
    int same = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) same += wanted[i] == light[i];
    CHECK(same * 10 >= int(lines.size()) * 8);
    double up = 0, down = 0;
    const std::vector<LineText> on_head = reader.read(turned);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        up += upright[i].certainty;
        down += on_head[i].certainty;
    }
    CHECK(up > down + 0.03 * double(lines.size()));
}

TEST_CASE("pictures of any size are safe, and empty if they can hold no line") {
    std::vector<Raster> odd;
    for (const auto& [width, height] :
         {std::pair{0, 0}, {1, 1}, {2, 40}, {3, 36}, {5, 2000}, {40, 1}, {3000, 2}, {20000, 36}, {3, 1}, {500, 36}}) {
        Raster line;
        line.width = width;
        line.height = height;
        line.samples.assign(std::size_t(width) * std::size_t(height), 200);
        odd.push_back(std::move(line));
    }
    for (const lstm::Kernel* kernel : lstm::kernels()) {
        const std::vector<LineText> texts = lstm::LstmReader(engine(kernel->name)).read(odd);
        REQUIRE(texts.size() == odd.size());
        CHECK(texts[7].words.empty());  // wider than any line
        CHECK(texts[2].words.empty());  // narrower than a column of the network
    }
    CHECK(lstm::LstmReader(engine()).read({}).empty());
    odd[9].samples.pop_back();
    CHECK_THROWS_AS(lstm::LstmReader(engine()).read(odd), Error);
}
