// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_reading.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "lib/base/files.hpp"
#include "lib/ocr/line_reader.hpp"
#include "lib/stages/child_reader.hpp"
#include "tests/support/pbm.hpp"

using namespace saoy;
using namespace std::chrono_literals;

namespace {

PageText read(const char* drawing) {
    ocr::TesseractReader reader("vie");
    return stages::read_text({read_pbm(drawing, 200), 1, {}}, reader).text;
}

// A folder with a program in the place of the reading child.
struct Children {
    explicit Children(const std::string& script) {
        const Path file = folder.path() / "saoy-child-lines";
        write_file(file, "#!/bin/sh\n" + script);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
    TemporaryFolder folder;
};

const std::string version = "echo '{\"version\":\"test 1\"}'\n";
const std::string first_line = "echo '{\"certainty\":0.9,\"words\":[[\"GIẤY\",0.9,0,50]]}'\n";
const std::vector<Raster> two{Raster{4, 4, 1, 150, std::vector<std::uint8_t>(16)},
                              Raster{4, 4, 1, 150, std::vector<std::uint8_t>(16)}};

std::string cut_code(stages::ChildReader& reader, std::size_t lines) {
    try {
        reader.read(two);
    } catch (const LinesCut& cut) {
        CHECK(cut.read.size() == lines);
        return cut.code();
    }
    return "";
}

}  // namespace

TEST_CASE("form lines survive their leaders") {
    CHECK(plain_text(read("form.pbm")) ==
          "Họ, chữ đệm, tên: Lưu Thị Mận\nNơi cư trú: thôn Đượm, xã Hội Thịnh\nQuê quán: xã Vạn Thọ, tỉnh Bình Lục\n");
}

TEST_CASE("a hair is not read as a letter, a letter as thick as the print is") {
    // Says the same sure letter of whatever stands beside the two lines of print.
    class Letters : public LineReader {
    public:
        std::vector<LineText> read(const std::vector<Raster>& lines) override {
            std::vector<LineText> texts;
            for (const Raster& line : lines) {
                const bool lone = line.width < 2 * line.height;
                texts.push_back({{{lone ? "N" : "họ tên", 0.97, 0, line.width}}, 0.97});
            }
            return texts;
        }
        std::string version() const override { return "letters"; }
    } reader;
    const auto lone_letters = [&](int thick) {
        Raster page = read_pbm("lines.pbm", 200);
        for (int y = 0; y < 36; ++y)  // a round corner, open to the lower right
            for (int x = 0; x < 36; ++x) {
                const double from = std::hypot(36 - x, 36 - y);
                if (from < 36 && from >= 36 - thick) page.samples[std::size_t((120 + y) * page.width + 940 + x)] = 0;
            }
        const std::string text = plain_text(stages::read_text({page, 1, {}}, reader).text);
        return std::count(text.begin(), text.end(), 'N');
    };
    CHECK(lone_letters(2) == 0);
    CHECK(lone_letters(6) == 1);
}

TEST_CASE("words have boxes inside their line, on its baseline") {
    const PageText page = read("lines.pbm");
    CHECK(page.width == 1000);
    CHECK(page.height == 170);
    CHECK(page.dpi == 200);
    std::string text;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) {
            for (const Word& word : line.words) {
                text += word.text + " ";
                CHECK(word.box.left >= line.box.left);
                CHECK(word.box.left + word.box.width <= line.box.left + line.box.width);
                CHECK(word.box.width > 5);
            }
            CHECK(line.baseline > line.box.top);
            CHECK(line.baseline <= line.box.top + line.box.height + 2);
        }
    CHECK(text == "GIẤY KHAI SINH Họ, chữ đệm, tên: Nguyễn Thị Bưởi ");
}

TEST_CASE("white, black and tiny pages have no text") {
    ocr::TesseractReader reader("vie");
    for (const auto& [side, shade] : {std::pair{400, 255}, {400, 0}, {1, 0}, {1, 255}}) {
        Raster page{side, side, 1, 200, {}};
        page.samples.assign(std::size_t(side) * std::size_t(side), std::uint8_t(shade));
        CHECK(stages::read_text({page, 1, {}}, reader).text.blocks.empty());
    }
}

TEST_CASE("an engine that hangs or dies costs the lines after it, and says so") {
    const Children hangs(version + "[ -z \"$(head -c 1)\" ] && exit 0\n" + first_line + "exec sleep 600\n");
    stages::ChildReader slow(hangs.folder.path(), "vie", "", 5000ms);
    CHECK(slow.version() == "test 1");
    CHECK(cut_code(slow, 1) == "ocr-timeout");
    const Children dies(version + "[ -z \"$(head -c 1)\" ] && exit 0\n" + first_line + "kill -SEGV $$\n");
    stages::ChildReader broken(dies.folder.path(), "vie", "", 60s);
    CHECK(cut_code(broken, 1) == "ocr-crash");
    const Children stopped(version + "[ -z \"$(head -c 1)\" ] && exit 0\n" + first_line + "kill -TERM $$\n");
    stages::ChildReader told(stopped.folder.path(), "vie", "", 60s);
    try {
        told.read(two);
        FAIL("what was told to stop read on");
    } catch (const Error& error) {
        CHECK(error.fault() == Fault::interrupted);
    }
    const stages::PageReading reading = stages::read_text({read_pbm("lines.pbm", 200), 1, {}}, broken);
    REQUIRE(reading.cut);
    CHECK(reading.cut->code() == "ocr-crash");
    CHECK(plain_text(reading.text) == "GIẤY\n");
}
