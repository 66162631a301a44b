// SPDX-License-Identifier: Apache-2.0
// The audit as one page: its own style, its plot as inline SVG, nothing loaded, nothing run.
#include <algorithm>
#include <cstdio>

#include "lib/base/text.hpp"
#include "lib/stages/audit.hpp"
#include "lib/stages/html.hpp"

namespace saoy::stages {

namespace {

using text::fill;
using text::tr;

constexpr std::size_t most_rows = 5000;
constexpr std::size_t most_causes = 12;

constexpr const char* style = R"(
:root{--ink:#1c2733;--soft:#5b6b7a;--line:#dde4ea;--ground:#f3f6f8;--yes:#2b7a4b;--maybe:#b7791f;--no:#b3362c}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
 font:15px/1.5 "Noto Sans","Be Vietnam Pro","Segoe UI","Liberation Sans","DejaVu Sans",Arial,sans-serif}
main{max-width:1180px;margin:0 auto;padding:32px 20px 48px}
h1{font-size:28px;line-height:1.25;margin:0 0 4px}
h2{font-size:18px;margin:0 0 12px}
.scope{color:var(--soft);margin:0 0 24px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin-bottom:16px}
.tile,section{background:#fff;border:1px solid var(--line);border-radius:8px;padding:16px 18px}
.tile b{display:block;font-size:30px;line-height:1.2;font-variant-numeric:tabular-nums}
.tile span{color:var(--soft)}
section{margin-bottom:16px;overflow-x:auto}
svg{width:100%;max-width:900px;height:auto;display:block;font-size:14px}
svg text{fill:var(--ink)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:8px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600}
td.n{text-align:right;font-variant-numeric:tabular-nums}
td.f{overflow-wrap:anywhere;min-width:240px}
time{white-space:nowrap}
tr.yes td:first-child{border-left:4px solid var(--yes)}
tr.maybe td:first-child{border-left:4px solid var(--maybe)}
tr.no td:first-child{border-left:4px solid var(--no)}
ul{margin:0;padding-left:18px}
code{font-size:13px}
footer{color:var(--soft);font-size:14px;margin-top:24px}
@media print{body{background:#fff}main{padding:0;max-width:none}tr{break-inside:avoid}}
)";

struct Kind {
    Indication indication;
    const char* mark;  // class of a row, name of the colour
    std::string name;
};

std::vector<Kind> kinds() {
    return {{Indication::total_passed, "yes", tr("valid")},
            {Indication::indeterminate, "maybe", tr("cannot be confirmed")},
            {Indication::total_failed, "no", tr("not valid")}};
}

std::size_t count_of(const std::vector<Verdict>& all, Indication indication) {
    return std::size_t(
        std::count_if(all.begin(), all.end(), [&](const Verdict& v) { return bottom_line(v) == indication; }));
}

std::string in_short(Integrity integrity) {
    switch (integrity) {
        case Integrity::intact: return tr("intact");
        case Integrity::modified: return tr("changed after signing");
        case Integrity::broken: return tr("broken");
        case Integrity::no_signature: return tr("no signature");
        case Integrity::unreadable: return tr("unreadable");
    }
    return to_string(integrity);
}

std::string in_short(Trust trust) {
    switch (trust) {
        case Trust::trusted: return tr("signers trusted");
        case Trust::untrusted: return tr("signers not trusted");
        case Trust::unknown: return tr("signers not known");
    }
    return to_string(trust);
}

std::string register_word(const std::string& match) {
    static const std::map<std::string, std::string> words{
        {"match", tr("in the register")},
        {"no-entry", tr("not in the register")},
        {"void", tr("void in the register")},
        {"other-copy", tr("in the register with another file")},
        {"statement-differs", tr("in the register with another statement")},
        {"entry-altered", tr("in the register, which was altered")},
        {"signer-differs", tr("in the register with another signer")},
        {"not-checked", tr("register not asked")}};
    const auto found = words.find(match);
    return found == words.end() ? match : found->second;
}

std::string register_answer(const Verdict& verdict) {
    std::string told = register_word(verdict.register_match);
    if (verdict.entry)
        told += " (" + verdict.entry->book + ", " + std::to_string(verdict.entry->number) + "/" +
                std::to_string(verdict.entry->year) + ")";
    return told;
}

// One bar, its parts as long as their share.
std::string plot(const std::vector<Verdict>& all) {
    constexpr double width = 880;
    std::string svg =
        "<svg viewBox=\"0 0 900 92\" role=\"img\" aria-label=\"" + escaped(tr("Files by verdict")) + "\">\n";
    double at = 10;
    double label = 10;
    for (const Kind& kind : kinds()) {
        const std::size_t count = count_of(all, kind.indication);
        const double share = all.empty() ? 0 : double(count) / double(all.size());
        char numbers[256];
        std::snprintf(
            numbers, sizeof numbers,
            "<rect x=\"%.1f\" y=\"10\" width=\"%.1f\" height=\"34\" fill=\"var(--%s)\"/>"
            "<rect x=\"%.1f\" y=\"62\" width=\"14\" height=\"14\" fill=\"var(--%s)\"/><text x=\"%.1f\" y=\"74\">",
            at, share * width, kind.mark, label, kind.mark, label + 22);
        char part[32];
        std::snprintf(part, sizeof part, " %zu (%.1f%%)", count, share * 100);
        svg += numbers + escaped(kind.name) + part + "</text>\n";
        at += share * width;
        label += 290;
    }
    return svg + "</svg>\n";
}

std::vector<std::string> reasons_of(const Verdict& verdict) {
    std::vector<std::string> reasons;
    const auto take = [&](const std::string& reason) {
        if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
    };
    for (const std::string& reason : verdict.reasons) take(reason);
    for (const SignatureVerdict& each : verdict.signatures)
        for (const std::string& reason : each.reasons) take(reason);
    return reasons;
}

std::string causes(const std::vector<Verdict>& all) {
    std::map<std::string, std::size_t> counts;
    for (const Verdict& verdict : all)
        if (verdict.indication != Indication::total_passed)
            ++counts[in_short(verdict.integrity) + " · " + to_string(verdict.indication) +
                     (verdict.sub_indication.empty() ? "" : ", " + verdict.sub_indication)];
        else if (bottom_line(verdict) != Indication::total_passed)
            ++counts[register_word(verdict.register_match)];
    if (counts.empty()) return {};
    std::vector<std::pair<std::string, std::size_t>> order(counts.begin(), counts.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (order.size() > most_causes) order.resize(most_causes);
    std::string rows;
    for (const auto& [name, count] : order)
        rows +=
            "<tr><td><code>" + escaped(name) + "</code></td><td class=\"n\">" + std::to_string(count) + "</td></tr>\n";
    return "<section><h2>" + escaped(tr("Why files are not valid")) + "</h2><table>" + rows + "</table></section>\n";
}

std::string row_of(const Verdict& verdict) {
    const auto all = kinds();
    const auto kind =
        std::find_if(all.begin(), all.end(), [&](const Kind& k) { return k.indication == bottom_line(verdict); });
    std::string row = std::string("<tr class=\"") + kind->mark + "\"><td class=\"f\">" + escaped(verdict.file) +
                      "</td><td>" + escaped(kind->name) + "<br><code>" + escaped(to_string(verdict.indication)) +
                      (verdict.sub_indication.empty() ? "" : "<br>" + escaped(verdict.sub_indication)) +
                      "</code></td><td>" + escaped(in_short(verdict.integrity)) + "<br>" +
                      escaped(in_short(verdict.trust)) + "<br>" + escaped(register_answer(verdict)) + "</td><td>";
    for (const SignatureVerdict& each : verdict.signatures) {
        row += "<div>" + escaped(each.signer.empty() ? tr("unknown") : each.signer);
        if (each.time)
            row += "<br><time>" + escaped(rfc3339(*each.time)) + "</time>" +
                   (each.time_proven ? "" : " (" + escaped(tr("claimed by the signer")) + ")");
        if (!each.level.empty()) row += "<br>" + escaped(each.level);
        if (!each.bundle.empty()) row += " · " + escaped(each.bundle);
        row += "</div>";
    }
    row += "</td><td>";
    const auto reasons = reasons_of(verdict);
    if (!reasons.empty()) row += "<ul>";
    for (const std::string& reason : reasons) row += "<li>" + escaped(reason) + "</li>";
    if (!reasons.empty()) row += "</ul>";
    return row + "</td></tr>\n";
}

}  // namespace

std::string Audit::html(const std::string& scope, Time at) const {
    std::vector<Verdict> all = sorted();
    const auto rank = [](const Verdict& v) {
        const Indication line = bottom_line(v);
        return line == Indication::total_failed ? 0 : line == Indication::indeterminate ? 1 : 2;
    };
    std::stable_sort(all.begin(), all.end(), [&](const Verdict& a, const Verdict& b) { return rank(a) < rank(b); });
    std::string tiles = "<div class=\"tile\"><b>" + std::to_string(all.size()) + "</b><span>" + escaped(tr("files")) +
                        "</span></div>\n";
    for (const Kind& kind : kinds())
        tiles += "<div class=\"tile\"><b style=\"color:var(--" + std::string(kind.mark) + ")\">" +
                 std::to_string(count_of(all, kind.indication)) + "</b><span>" + escaped(kind.name) + "</span></div>\n";
    std::string rows;
    for (std::size_t i = 0; i < std::min(all.size(), most_rows); ++i) rows += row_of(all[i]);
    std::string page = "<p class=\"scope\">" + escaped(rfc3339(at)) + " · " + escaped(scope) +
                       "</p>\n<div class=\"tiles\">\n" + tiles + "</div>\n<section><h2>" +
                       escaped(tr("Files by verdict")) + "</h2>\n" + plot(all) + "</section>\n" + causes(all) +
                       "<section><h2>" + escaped(tr("Files")) + "</h2><table><thead><tr><th>" + escaped(tr("file")) +
                       "</th><th>" + escaped(tr("verdict")) + "</th><th>" + escaped(tr("integrity, trust, register")) +
                       "</th><th>" + escaped(tr("signatures")) + "</th><th>" + escaped(tr("reasons")) +
                       "</th></tr></thead><tbody>\n" + rows + "</tbody></table>\n";
    if (all.size() > most_rows)
        page +=
            "<p>" + escaped(fill(tr("and {0} more valid files"), {std::to_string(all.size() - most_rows)})) + "</p>";
    page += std::string("</section>\n<footer>saoy-verify ") + SAOY_VERSION + " · ETSI EN 319 102-1</footer>\n";
    return html_page(tr("Audit of signed copies"), style, text::mask_numbers(page));
}

}  // namespace saoy::stages
