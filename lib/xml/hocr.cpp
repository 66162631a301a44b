// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/hocr.hpp"

#include <cmath>

#include "lib/xml/alto_places.hpp"

namespace saoy::xml {

namespace {

std::string bbox(const Box& box) {
    return "bbox " + std::to_string(box.left) + " " + std::to_string(box.top) + " " +
           std::to_string(box.left + box.width) + " " + std::to_string(box.top + box.height);
}

// Of a file name between quotation marks.
std::string quoted(std::string name) {
    for (std::size_t at = name.find('"'); at != std::string::npos; at = name.find('"', at + 2)) name.insert(at, "\\");
    return "\"" + name + "\"";
}

}  // namespace

std::string write_hocr(const PageText& page, const AltoSource& source) {
    const int width = source.width > 0 ? source.width : page.width;
    const int height = source.height > 0 ? source.height : page.height;
    const AltoPlaces places(source.geometry, width, height, page.width, page.height);
    Writer out;
    int areas = 0, lines = 0, words = 0;
    const auto named = [&](const char* element, const char* kind, const std::string& id, const std::string& title) {
        out.start(element).attribute("class", kind).attribute("id", id).attribute("title", title);
    };
    const std::string number = std::to_string(page.page);
    const auto id = [&](const char* kind, int count) { return kind + number + "_" + std::to_string(count); };
    const auto meta = [&](const char* name, const std::string& content) {
        out.start("meta").attribute("name", name).attribute("content", content).end();
    };
    out.start("html").attribute("xmlns", "http://www.w3.org/1999/xhtml");
    out.start("head").element("title", source.image);
    meta("ocr-system", source.software);
    meta("ocr-capabilities", "ocr_page ocr_carea ocr_line ocrx_word ocr_linedrawing ocrp_wconf");
    out.end().start("body");
    const std::string dpi = std::to_string(std::lround(page.dpi));
    named("div", "ocr_page", "page_" + number,
          "image " + quoted(source.image) + "; " + bbox({0, 0, width, height}) + "; ppageno " + number + "; scan_res " +
              dpi + " " + dpi);
    for (const Block& block : page.blocks) {
        named("div", "ocr_carea", id("block_", ++areas), bbox(places.on_master(block.box)));
        for (const Line& line : block.lines) {
            std::string title = bbox(places.on_master(line.box));
            if (places.as_printed())
                title += "; baseline 0 " + std::to_string(line.baseline - line.box.top - line.box.height);
            else if (source.geometry.rotation != 0)
                title += "; textangle " + std::to_string(source.geometry.rotation);
            named("span", "ocr_line", id("line_", ++lines), title);
            for (const Word& word : line.words) {
                named("span", "ocrx_word", id("word_", ++words),
                      bbox(places.on_master(word.box)) + "; x_wconf " +
                          std::to_string(std::lround(100 * word.confidence)));
                out.text(word.text).end();
            }
            out.end();
        }
        out.end();
    }
    for (const Mark& mark : page.marks) {
        if (mark.kind == Mark::Kind::unread) continue;
        named("div", "ocr_linedrawing", id("block_", ++areas), bbox(places.on_master(mark.box)));
        out.end();
    }
    out.end().end().end();
    return out.finish();
}

}  // namespace saoy::xml
