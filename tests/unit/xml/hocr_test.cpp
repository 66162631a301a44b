// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/hocr.hpp"

#include <catch2/catch.hpp>

#include "lib/xml/document.hpp"

using namespace saoy;

namespace {

PageText page() {
    PageText page;
    page.page = 2, page.width = 800, page.height = 1000, page.dpi = 149.6, page.language = "vie";
    const Line line{
        {100, 200, 300, 40}, 232, {{"GIẤY", 0.961, {100, 200, 140, 40}}, {"A&B", 0.4, {260, 204, 140, 30}}}};
    page.blocks = {{line.box, {line}}};
    page.marks = {{Mark::Kind::seal, {500, 700, 200, 200}}, {Mark::Kind::unread, {1, 1, 5, 5}}};
    return page;
}

bool holds(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("hOCR is XHTML with boxes, confidences and the baseline") {
    const std::string hocr = xml::write_hocr(page(), {"pages/a \"b\".jpg", "saoy 1"});
    CHECK(xml::Document::parse(hocr, "hocr").root().name() == "html");
    CHECK(holds(hocr, "bbox 0 0 800 1000; ppageno 2; scan_res 150 150"));
    CHECK(holds(hocr, "class=\"ocrx_word\" id=\"word_2_1\" title=\"bbox 100 200 240 240; x_wconf 96\">GIẤY</span>"));
    CHECK(holds(hocr, ">A&amp;B</span>"));
    CHECK(holds(hocr, "title=\"bbox 100 200 400 240; baseline 0 -8\""));
    CHECK(holds(hocr, "class=\"ocr_linedrawing\" id=\"block_2_2\" title=\"bbox 500 700 700 900\""));
    CHECK_FALSE(holds(hocr, "bbox 1 1 6 6"));
}

TEST_CASE("boxes of a page that lies on its side stand on the master") {
    const std::string hocr = xml::write_hocr(page(), {"i", "s", {90, 0, {}, {}}, 1000, 800});
    CHECK(holds(hocr, "bbox 0 0 1000 800"));
    CHECK(holds(hocr, "bbox 200 400 240 700; textangle 90"));
}
