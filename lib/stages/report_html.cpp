// SPDX-License-Identifier: Apache-2.0
// The report as one page: its own style, its charts as inline SVG, nothing loaded, nothing run.
#include <algorithm>
#include <cstdio>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/stages/html.hpp"
#include "lib/stages/report.hpp"

namespace saoy::stages {

namespace {

using text::tr;

constexpr std::size_t most_rows = 200;  // of the list of doubtful pages
constexpr std::size_t most_days = 31;

constexpr const char* style = R"(
:root{--ink:#1c2733;--soft:#5b6b7a;--line:#dde4ea;--paper:#fff;--ground:#f3f6f8;--bar:#1f6f8b;--warn:#c0562b}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
 font:16px/1.5 "Noto Sans","Be Vietnam Pro","Segoe UI","Liberation Sans","DejaVu Sans",Arial,sans-serif}
main{max-width:1080px;margin:0 auto;padding:32px 20px 48px}
h1{font-size:28px;line-height:1.25;margin:0 0 4px}
h2{font-size:18px;margin:0 0 12px}
.when{color:var(--soft);margin:0 0 24px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;margin-bottom:16px}
.tile,section{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:16px 18px}
.tile b{display:block;font-size:30px;line-height:1.2;font-variant-numeric:tabular-nums}
.tile span{color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(440px,1fr));gap:16px}
section{margin:0}
section.wide{grid-column:1/-1}
svg{width:100%;height:auto;display:block;font-size:13px}
svg text{fill:var(--ink)}
svg .soft{fill:var(--soft)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}
td.n,th.n{text-align:right}
footer{color:var(--soft);font-size:14px;margin-top:24px}
@media(max-width:520px){.charts{grid-template-columns:1fr}}
@media print{body{background:#fff}main{padding:0}.tile,section{break-inside:avoid}}
)";

std::string tile(const std::string& value, const std::string& name) {
    return "<div class=\"tile\"><b>" + escaped(value) + "</b><span>" + escaped(name) + "</span></div>\n";
}

struct Bar {
    std::string name;
    std::size_t count = 0;
    const char* colour = "var(--bar)";
};

std::size_t largest(const std::vector<Bar>& bars) {
    std::size_t most = 1;
    for (const Bar& bar : bars) most = std::max(most, bar.count);
    return most;
}

std::string section(const std::string& title, const std::string& body, bool wide = false) {
    return std::string("<section") + (wide ? " class=\"wide\"" : "") + "><h2>" + escaped(title) + "</h2>\n" + body +
           "</section>\n";
}

// A name that would not fit beside a bar is broken once, at the last blank that leaves the first line room.
std::pair<std::string, std::string> broken(const std::string& name) {
    constexpr std::size_t most = 35;  // letters
    if (text::length(name) <= most) return {name, ""};
    std::size_t at = name.find(' '), next = at;
    for (; next != std::string::npos && text::length(name.substr(0, next)) <= most; next = name.find(' ', next + 1))
        at = next;
    if (at == std::string::npos) return {name, ""};
    return {name.substr(0, at), name.substr(at + 1)};
}

std::string beside(int right, int baseline, const std::string& name) {
    return "<text x=\"" + std::to_string(right) + "\" y=\"" + std::to_string(baseline) + "\" text-anchor=\"end\">" +
           escaped(name) + "</text>";
}

// Horizontal bars, one a row, the number behind the bar.
std::string rows(const std::string& title, const std::vector<Bar>& bars) {
    constexpr int row = 30, line = 16, left = 245, width = 190, right = 45;
    const double most = double(largest(bars));
    std::string drawn;
    int top = 0;
    for (const Bar& bar : bars) {
        const auto [first, second] = broken(bar.name);
        const int extra = second.empty() ? 0 : line, middle = top + extra / 2;
        drawn += beside(left - 10, top + 20, first);
        if (!second.empty()) drawn += beside(left - 10, top + 20 + line, second);
        const double length = double(bar.count) / most * width;
        char numbers[256];
        std::snprintf(numbers, sizeof numbers,
                      "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"3\" fill=\"%s\"/>"
                      "<text class=\"soft\" x=\"%.1f\" y=\"%d\">%zu</text>\n",
                      left, middle + 6, length, bar.colour, left + length + 8, middle + 20, bar.count);
        drawn += numbers;
        top += row + extra;
    }
    return section(title, "<svg viewBox=\"0 0 " + std::to_string(left + width + right) + " " + std::to_string(top) +
                              "\" role=\"img\" aria-label=\"" + escaped(title) + "\">\n" + drawn + "</svg>\n");
}

// Upright columns with the number above and the name below.
std::string columns(const std::string& title, const std::vector<Bar>& bars, bool wide) {
    const int all = wide ? 960 : 480, height = 150, above = 22, below = 26;
    const double step = double(all) / double(std::max<std::size_t>(bars.size(), 1));
    const double width = std::min(step * 0.7, 48.0);
    const std::size_t named = std::max<std::size_t>(1, std::size_t(44 / step + 0.99));  // room for a name of 44 units
    char numbers[320];
    std::snprintf(numbers, sizeof numbers, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", all,
                  above + height + below);
    std::string svg = numbers + escaped(title) + "\">\n";
    const double most = double(largest(bars));
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double middle = step * (double(i) + 0.5);
        const double tall = double(bars[i].count) / most * height;
        std::snprintf(numbers, sizeof numbers,
                      "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\" fill=\"%s\"/>"
                      "<text class=\"soft\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%zu</text>"
                      "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">",
                      middle - width / 2, above + height - tall, width, tall, bars[i].colour, middle,
                      above + height - tall - 6, bars[i].count, middle, above + height + 19);
        svg += numbers + (i % named == 0 ? escaped(bars[i].name) : "") + "</text>\n";
    }
    std::snprintf(numbers, sizeof numbers, "<path d=\"M0 %d.5H%d\" stroke=\"#b8c4ce\"/>", above + height, all);
    return section(title, svg + numbers + "</svg>\n", wide);
}

std::string doubtful_table(const Report& report) {
    std::string table = "<table><thead><tr><th>" + escaped(tr("dossier")) + "</th><th class=\"n\">" +
                        escaped(tr("page")) + "</th><th class=\"n\">" + escaped(tr("confidence")) +
                        "</th></tr></thead><tbody>\n";
    const std::size_t shown = std::min(report.doubtful.size(), most_rows);
    for (std::size_t i = 0; i < shown; ++i) {
        const DoubtfulPage& page = report.doubtful[i];
        table += "<tr><td>" + escaped(page.dossier) + "</td><td class=\"n\">" + std::to_string(page.page) +
                 "</td><td class=\"n\">" + percent(page.confidence) + "</td></tr>\n";
    }
    table += "</tbody></table>\n";
    if (shown < report.doubtful.size())
        table += "<p>" +
                 escaped(text::fill(tr("and {0} more; saoy-report --json lists them all"),
                                    {std::to_string(report.doubtful.size() - shown)})) +
                 "</p>\n";
    return section(text::fill(tr("Pages read with less than {0} confidence"), {percent(report.doubt())}), table, true);
}

std::vector<Bar> state_bars(const Report& report) {
    std::vector<Bar> bars;
    for (const auto& [state, count] : report.states)
        bars.push_back({label_of(state), count, state == PaperState::refused ? "var(--warn)" : "var(--bar)"});
    return bars;
}

std::vector<Bar> type_bars(const Report& report) {
    std::vector<Bar> bars;
    for (const auto& [type, count] : report.types)
        bars.push_back({name_of_type(report, type), count, type == "unknown" ? "var(--warn)" : "var(--bar)"});
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count > b.count; });
    return bars;
}

std::vector<Bar> confidence_bars(const Report& report) {
    std::vector<Bar> bars;
    for (std::size_t bin = 0; bin < Report::bins; ++bin)
        bars.push_back({std::to_string(bin * 10) + "–" + std::to_string(bin * 10 + 10), report.confidence[bin],
                        double(bin + 1) / Report::bins <= report.doubt() ? "var(--warn)" : "var(--bar)"});
    return bars;
}

std::vector<Bar> day_bars(const Report& report) {
    std::vector<Bar> bars;
    for (const auto& [day, count] : report.per_day)
        bars.push_back({std::stoi(day.substr(8, 2)) < 10 ? day.substr(9, 1) + "/" + day.substr(5, 2)
                                                         : day.substr(8, 2) + "/" + day.substr(5, 2),
                        count});
    if (bars.size() > most_days) bars.erase(bars.begin(), bars.end() - long(most_days));
    return bars;
}

std::string moment(Time now) {
    const VietnamTime at = vietnam_time(now);
    char text[64];
    std::snprintf(text, sizeof text, "%02d:%02d, %02d/%02d/%04d", at.hour, at.minute, at.day, at.month, at.year);
    return text;
}

}  // namespace

std::string to_html(const Report& report, Time now, const std::string& title) {
    std::string page =
        "<p class=\"when\">" + escaped(text::fill(tr("as of {0}, Vietnam time"), {moment(now)})) + "</p>\n";
    page += "<div class=\"tiles\">\n" + tile(std::to_string(report.dossiers), tr("dossiers")) +
            tile(std::to_string(report.papers()), tr("papers")) + tile(std::to_string(report.pages), tr("pages")) +
            tile(std::to_string(report.blank), tr("blank pages")) +
            tile(report.words == 0 ? "–" : percent(report.mean_confidence()), tr("mean confidence of reading")) +
            tile(std::to_string(report.copies), tr("copies issued"));
    if (report.unreadable != 0) page += tile(std::to_string(report.unreadable), tr("dossiers that cannot be read"));
    page += "</div>\n<div class=\"charts\">\n";
    page += rows(tr("Papers by state"), state_bars(report));
    if (!report.types.empty()) page += rows(tr("Papers by type"), type_bars(report));
    if (report.words != 0)
        page += columns(tr("Pages by confidence of reading, percent"), confidence_bars(report), report.per_day.empty());
    if (!report.per_day.empty()) page += columns(tr("Copies issued a day"), day_bars(report), false);
    if (!report.doubtful.empty()) page += doubtful_table(report);
    page += "</div>\n<footer>" +
            escaped(tr("Confidence is the recogniser's own estimate, not a measured error rate. Dossiers are named by "
                       "the end of their id.")) +
            "</footer>\n";
    return html_page(title, style, page);
}

}  // namespace saoy::stages
