// SPDX-License-Identifier: Apache-2.0
// Pages and statements for the tests of the copy writer; all persons are invented.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "lib/base/child.hpp"
#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/copy_writer.hpp"

namespace saoy::copy_samples {

inline std::string run(std::vector<std::string> argv) {
    const ChildOutcome outcome = run_child(argv);
    INFO(argv.front() << ": " << outcome.err);
    REQUIRE(outcome.ok());
    return outcome.out;
}

inline Fonts fonts() {
    return {"/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
            "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf",
            "/usr/share/tesseract-ocr/5/tessdata/pdf.ttf", SAOY_SOURCE_DIR "/pipelines/vn/srgb.icc"};
}

// A JPEG of an A4 page at 100 dpi, text at the top, a red stamp at the middle, turned clockwise by `degrees`.
inline std::string jpeg(int degrees) {
    const TemporaryFolder folder;
    const Path file = folder.path() / "page.jpg";
    run({"/usr/bin/python3", "-c",
         "import sys\n"
         "from PIL import Image, ImageDraw, ImageFont\n"
         "page = Image.new('RGB', (827, 1169), 'white')\n"
         "draw = ImageDraw.Draw(page)\n"
         "font = ImageFont.truetype('/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf', 26)\n"
         "for i in range(12):\n"
         "    draw.text((100, 100 + 40 * i), 'Thửa đất số 12, tờ bản đồ số %d' % i, 'black', font)\n"
         "draw.ellipse((500, 560, 660, 720), outline=(230, 40, 40), width=6)\n"
         "page.rotate(-float(sys.argv[2]), expand=float(sys.argv[2]) % 90 == 0, fillcolor='white',\n"
         "            resample=Image.BICUBIC).save(sys.argv[1], quality=92)\n",
         file.string(), std::to_string(degrees)});
    return read_file(file);
}

inline pdf::CopyPage page(int degrees = 0) {
    pdf::CopyPage page;
    page.image.filter = EncodedImage::Filter::dct;
    page.image.bytes = jpeg(degrees);
    page.image.width = 827, page.image.height = 1169, page.image.components = 3;
    if (degrees % 180 == 90) std::swap(page.image.width, page.image.height);
    page.dpi_x = page.dpi_y = 100;
    if (degrees % 90 == 0)
        page.geometry.rotation = (360 - degrees) % 360;
    else
        page.geometry.skew = degrees;
    return page;
}

// Each text becomes a line of words, the boxes as an OCR engine would give them.
inline PageText page_text(const std::vector<std::string>& lines) {
    PageText text;
    text.page = 1, text.width = 1654, text.height = 2338, text.dpi = 200, text.language = "vie";
    Block block;
    int y = 200;
    for (const std::string& each : lines) {
        Line line;
        int x = 200;
        std::string word;
        const auto flush = [&] {
            if (word.empty()) return;
            const int width = int(text::length(word)) * 18;
            line.words.push_back({word, 0.95, {x, y, width, 36}});
            x += width + 14;
            word.clear();
        };
        for (const char c : each) {
            if (c == ' ')
                flush();
            else
                word += c;
        }
        flush();
        line.box = {200, y, x - 214, 36};
        line.baseline = y + 28;
        block.lines.push_back(line);
        y += 70;
    }
    text.blocks.push_back(block);
    return text;
}

inline pdf::Statement statement() {
    pdf::Statement statement;
    statement.lines = {{"Chứng thực bản sao đúng với bản chính", true},
                       {"Số chứng thực 12 quyển số 01/2026-SCT/BS", false},
                       {"Ngày 05 tháng 03 năm 2026", false},
                       {"TUQ. CHỦ TỊCH\nCÔNG CHỨC TƯ PHÁP - HỘ TỊCH", true}};
    statement.official = "Nguyễn Thị Minh Ánh";
    statement.agency = "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN";
    statement.verification.size = 21;
    statement.verification.dark.assign(21 * 21, false);
    for (std::size_t i = 0; i < 21 * 21; i += 2) statement.verification.dark[i] = true;
    return statement;
}

inline pdf::Metadata metadata() {
    pdf::Metadata metadata;
    metadata.title = "Giấy khai sinh <số 12> & bản sao";
    metadata.author = "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN";
    metadata.subject = "Chứng thực bản sao điện tử từ bản chính";
    metadata.creator = "saoy-certify-copy";
    metadata.producer = "saoy 0.1.0";
    metadata.key = "ho-so-1/p1";
    metadata.at = parse_rfc3339("2026-03-05T14:30:25+07:00");
    return metadata;
}

// The page as a viewer shows it, grey.
struct Rendered {
    int width = 0, height = 0;
    std::string samples;
    int at(int x, int y) const {
        return static_cast<unsigned char>(samples[std::size_t(y) * std::size_t(width) + std::size_t(x)]);
    }
};

inline Rendered render(const std::string& bytes, int number, int dpi) {
    const TemporaryFolder folder;
    write_file(folder.path() / "copy.pdf", bytes);
    const std::string n = std::to_string(number);
    run({"pdftoppm", "-gray", "-r", std::to_string(dpi), "-f", n, "-l", n, "-singlefile",
         (folder.path() / "copy.pdf").string(), (folder.path() / "page").string()});
    const std::string pgm = read_file(folder.path() / "page.pgm");
    Rendered page;
    int most = 0, used = 0;
    REQUIRE(std::sscanf(pgm.c_str(), "P5 %d %d %d%n", &page.width, &page.height, &most, &used) == 3);
    page.samples = pgm.substr(std::size_t(used) + 1);
    REQUIRE(page.samples.size() == std::size_t(page.width) * std::size_t(page.height));
    return page;
}

inline std::string tool_on(std::vector<std::string> argv, const std::string& bytes) {
    const TemporaryFolder folder;
    write_file(folder.path() / "copy.pdf", bytes);
    argv.push_back((folder.path() / "copy.pdf").string());
    if (argv.front() == "pdftotext") argv.push_back("-");
    return run(argv);
}

}  // namespace saoy::copy_samples
