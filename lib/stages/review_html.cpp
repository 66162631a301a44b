// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/review_html.hpp"

#include <cmath>

#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/stages/html.hpp"
#include "lib/stages/review_queue.hpp"
#include "lib/xml/alto.hpp"

namespace saoy::stages {

namespace {

using text::fill;
using text::tr;

constexpr const char* style = R"(
:root{--ink:#1c2733;--soft:#5b6b7a;--line:#dde4ea;--ground:#f3f6f8;--unsure:#d97706;--field:#2563eb;--no:#b3362c}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
 font:15px/1.5 "Noto Sans","Be Vietnam Pro","Segoe UI","Liberation Sans","DejaVu Sans",Arial,sans-serif}
main{max-width:1600px;margin:0 auto;padding:24px 20px 48px}
h1{font-size:26px;margin:0 0 4px}
h2{font-size:19px;margin:0}
h3{font-size:15px;margin:20px 0 8px;color:var(--soft)}
.scope,.facts{color:var(--soft);margin:0 0 16px}
section{background:#fff;border:1px solid var(--line);border-radius:8px;padding:18px 20px;margin-bottom:20px}
ul.doubts{margin:0 0 12px;padding-left:20px;color:var(--no)}
table{border-collapse:collapse;margin-bottom:8px}
th,td{text-align:left;padding:4px 14px 4px 0;vertical-align:top}
th{color:var(--soft);font-weight:600}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:14px}
figure{margin:0;min-width:0}
figcaption{color:var(--soft);font-size:13px;margin-bottom:4px}
figure img,figure svg{width:100%;height:auto;display:block;border:1px solid var(--line);background:#fff}
.unsure{fill:var(--unsure);fill-opacity:.22;stroke:var(--unsure)}
.field{fill:var(--field);fill-opacity:.10;stroke:var(--field)}
rect{vector-effect:non-scaling-stroke;stroke-width:1.5}
.key i{display:inline-block;width:14px;height:14px;vertical-align:-2px;margin:0 5px 0 14px;border:1.5px solid}
.key .u{border-color:var(--unsure);background:#fbe3c6}.key .f{border-color:var(--field);background:#e9effd}
@media print{body{background:#fff}section{break-inside:auto;border:0}}
)";

std::string base64(std::string_view bytes) {
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? unsigned(static_cast<unsigned char>(bytes[at])) : 0U;
        };
        const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += letters[three >> 18];
        out += letters[three >> 12 & 63];
        out += i + 1 < bytes.size() ? letters[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? letters[three & 63] : '=';
    }
    return out;
}

std::string data(const std::string& media_type, std::string_view bytes) {
    return "data:" + media_type + ";base64," + base64(bytes);
}

// The master as it is where a browser shows that; of a TIFF, which none shows, a grey picture as it lies in the file.
std::string master_of(const Folder& folder, const Page& page) {
    const std::string bytes = folder.read(page.master);
    if (page.media_type != "image/tiff") return data(page.media_type, bytes);
    image::Look as_it_lies;
    as_it_lies.dpi = page.dpi_x;
    const image::PageView view(bytes, page.frame, {page.dpi_x, 0});
    return data("image/png", image::png(view.working(as_it_lies, page.dpi_x)));
}

std::string rectangle(const char* kind, const Box& box, const std::string& title) {
    return std::string("<rect class=\"") + kind + "\" x=\"" + std::to_string(box.left) + "\" y=\"" +
           std::to_string(box.top) + "\" width=\"" + std::to_string(box.width) + "\" height=\"" +
           std::to_string(box.height) + "\"><title>" + escaped(title) + "</title></rect>\n";
}

std::string unsure_words(const PageText& text, const ReviewRules& rules) {
    std::string marks;
    for (const Block& block : text.blocks)
        for (const Line& line : block.lines)
            for (const Word& word : line.words)
                if (word.confidence < rules.word_confidence)
                    marks += rectangle("unsure", word.box,
                                       word.text + " · " + std::to_string(std::lround(word.confidence * 100)) + " %");
    return marks;
}

// Fields know their place on the master; `width` and `height` are those of the picture they are drawn on.
std::string fields_on(const Page& page, const Paper& paper, const DocumentTypes& types, int width, int height) {
    const PageMap map(page.geometry, page.width, page.height, width, height);
    std::string marks;
    for (const Field& field : paper.fields)
        if (field.page == page.number && field.box.width > 0)
            marks += rectangle("field", map.to_derived(field.box),
                               caption_of(types, paper.type, field.name) + ": " + field.value);
    return marks;
}

std::string figure(const std::string& caption, const std::string& picture) {
    return "<figure><figcaption>" + escaped(caption) + "</figcaption>" + picture + "</figure>\n";
}

}  // namespace

std::string ReviewPage::page(const Folder& folder, const Paper& paper, const Page& page) const {
    const std::string derived = folder.read(page.image);
    const Raster size = image::read_png(derived);
    std::string marks;
    int width = size.width, height = size.height;
    if (page.text) {
        const PageText text = xml::read_alto(folder.read(*page.text), page.geometry);
        marks = unsure_words(text, rules_);
        width = text.width, height = text.height;
    }
    marks += fields_on(page, paper, types_, width, height);
    const std::string box = std::to_string(width) + " " + std::to_string(height);
    const std::string overlaid = "<svg viewBox=\"0 0 " + box + "\" role=\"img\"><image width=\"" +
                                 std::to_string(width) + "\" height=\"" + std::to_string(height) +
                                 "\" preserveAspectRatio=\"none\" href=\"" + data("image/png", derived) + "\"/>\n" +
                                 marks + "</svg>";
    const std::string n = std::to_string(page.number);
    return "<h3>" + escaped(fill(tr("Page {0}"), {n})) + "</h3><div class=\"pair\">\n" +
           figure(tr("the master, as captured"), "<img alt=\"\" src=\"" + master_of(folder, page) + "\">") +
           figure(tr("the image that is read: upright, straight, cut to the sheet"), overlaid) + "</div>\n";
}

std::string ReviewPage::paper(const Folder& folder, const Paper& paper) const {
    const Doubt doubt = doubt_of(folder.dossier, paper, rules_);
    std::string out = "<section><h2>" + escaped(paper.type_name.empty() ? paper.type : paper.type_name) +
                      "</h2><p class=\"facts\">" + escaped(folder.dossier.id + " · " + paper.id) + " · " +
                      escaped(fill(tr("sure to {0} %"), {std::to_string(std::lround(paper.confidence * 100))})) +
                      "</p>\n";
    if (!doubt.reasons.empty()) out += "<ul class=\"doubts\">";
    for (const std::string& reason : doubt.reasons) out += "<li>" + escaped(reason) + "</li>";
    if (!doubt.reasons.empty()) out += "</ul>\n";
    if (!paper.fields.empty()) out += "<table>";
    for (const Field& field : paper.fields)
        out += "<tr><th>" + escaped(caption_of(types_, paper.type, field.name)) + "</th><td>" + escaped(field.value) +
               "</td></tr>";
    if (!paper.fields.empty()) out += "</table>\n";
    for (const int number : paper.pages) out += page(folder, paper, page_of(folder.dossier, number));
    return out + "</section>\n";
}

void ReviewPage::add(const Folder& folder) {
    for (const Paper& each : folder.dossier.papers) sections_ += paper(folder, each);
}

std::string ReviewPage::html(Time at) const {
    const std::string body = "<p class=\"scope\">" + escaped(rfc3339(at)) + "<span class=\"key\"><i class=\"u\"></i>" +
                             escaped(fill(tr("words read with less than {0} %"),
                                          {std::to_string(std::lround(rules_.word_confidence * 100))})) +
                             "<i class=\"f\"></i>" + escaped(tr("extracted fields")) + "</span></p>\n" + sections_ +
                             "<footer class=\"scope\">saoy-review " + SAOY_VERSION + "</footer>\n";
    return html_page(tr("Papers to be compared with their originals"), style, body);
}

}  // namespace saoy::stages
