// SPDX-License-Identifier: Apache-2.0
#include "lib/model/quality.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/model/mark_view.hpp"

namespace saoy {

namespace {

constexpr std::array<std::pair<Measured, std::string_view>, 17> names{{
    {Measured::dpi, "dpi"},
    {Measured::colour, "colour"},
    {Measured::focus, "focus"},
    {Measured::contrast, "contrast"},
    {Measured::glare, "glare"},
    {Measured::uniformity, "uniformity"},
    {Measured::skew, "skew"},
    {Measured::cut, "cut"},
    {Measured::corner, "corner"},
    {Measured::shadow, "shadow"},
    {Measured::finger, "finger"},
    {Measured::ink, "ink"},
    {Measured::noise, "noise"},
    {Measured::legibility, "legibility"},
    {Measured::outline, "outline"},
    {Measured::missing, "missing"},
    {Measured::direction, "direction"},
}};

std::string side_words(const std::string& side) {
    if (side == "top") return text::tr("top");
    if (side == "right") return text::tr("right");
    if (side == "bottom") return text::tr("bottom");
    if (side == "left") return text::tr("left");
    if (side == "top-left") return text::tr("top left");
    if (side == "top-right") return text::tr("top right");
    if (side == "bottom-right") return text::tr("bottom right");
    return text::tr("bottom left");
}

Level level_of(const Limit& limit, double value) {
    const auto beyond = [&](double bound) { return limit.least ? value < bound : value > bound; };
    return beyond(limit.fail) ? Level::fail : beyond(limit.warn) ? Level::warn : Level::pass;
}

}  // namespace

std::string_view to_string(Measured what) {
    return std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.first == what; })->second;
}

std::optional<Measured> measured_of(std::string_view name) {
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& known) { return known.second == name; });
    if (found == names.end()) return std::nullopt;
    return found->first;
}

std::string to_text(const std::vector<Limit>& limits) {
    std::string text;
    for (const Limit& limit : limits)
        text += std::string(to_string(limit.what)) + " " + limit.code + (limit.least ? " least " : " most ") +
                std::to_string(limit.warn) + " " + std::to_string(limit.fail) + "\n";
    return text;
}

std::string_view to_string(Level level) {
    switch (level) {
        case Level::warn: return "warn";
        case Level::fail: return "fail";
        case Level::pass: break;
    }
    return "pass";
}

Level Quality::verdict() const {
    Level worst = Level::pass;
    for (const Finding& finding : findings)
        worst = std::max(worst, finding.overridden ? std::min(finding.level, Level::warn) : finding.level);
    return worst;
}

std::optional<double> Quality::value(Measured what) const {
    for (const Measurement& each : measures)
        if (each.what == what) return each.value;
    return std::nullopt;
}

void Quality::set(const Measurement& measurement) {
    for (Measurement& each : measures)
        if (each.what == measurement.what) {
            each = measurement;
            return;
        }
    measures.push_back(measurement);
}

void judge(Quality& quality, const std::vector<Limit>& limits) {
    std::vector<Finding> findings;
    for (const Measurement& measured : quality.measures)
        for (const Limit& limit : limits) {
            if (limit.what != measured.what) continue;
            const Level level = level_of(limit, measured.value);
            if (level == Level::pass) continue;
            Finding finding{limit.code, level, measured.side, measured.value};
            for (const Finding& before : quality.findings)
                if (before.code == limit.code) finding.overridden = before.overridden;
            findings.push_back(std::move(finding));
        }
    for (const Finding& before : quality.findings)
        if (before.code == secrecy_doubt) findings.push_back(before);
    quality.findings = std::move(findings);
}

std::string retake_sentence(const Finding& finding, int page) {
    const auto told = [&](const char* sentence) {
        return text::fill(text::tr(sentence), {std::to_string(page), side_words(finding.side)});
    };
    const std::string& code = finding.code;
    if (code == "dpi-low") return told("page {0} has too few dots an inch; scan it again at a higher resolution");
    if (code == "not-colour") return told("page {0} is not in colour; scan it again in colour");
    if (code == "blurred") return told("page {0} is not sharp; lay the paper flat, keep still and take it again");
    if (code == "contrast-low") return told("the print on page {0} is too pale; scan it again, darker");
    if (code == "glare") return told("light is reflected on page {0}; move the lamp or the paper and take it again");
    if (code == "light-uneven") return told("page {0} is lit unevenly; light it from both sides and take it again");
    if (code == "skewed") return told("page {0} lies askew; lay the paper straight");
    if (code == "edge-cut") return told("page {0} is cut off at its {1} edge; lay the paper down again");
    if (code == "corner-missing")
        return told("the {1} corner of page {0} is folded or missing; unfold it and lay the paper down again");
    if (code == "shadow") return told("a shadow lies on page {0}; move the light and take it again");
    if (code == "finger") return told("something covers page {0} at its {1} edge; take it away and take it again");
    if (code == "noisy") return told("the image of page {0} is noisy; give it more light and take it again");
    if (code == "illegible") return told("the text of page {0} can hardly be read; take it again");
    if (code == "outline-missing")
        return told("the edges of the sheet on page {0} cannot be seen; lay it on a darker ground");
    if (code == "page-missing")
        return told(
            "by the numbers printed on them, a page is missing beside page {0}; look for it and scan all again");
    if (code == "orientation-unsure") return told("it is not clear which way up page {0} is; look at it");
    if (code == secrecy_doubt)
        return told("page {0} may bear a mark that forbids copying; look at the paper before it is copied");
    return told("page {0} is not good enough; take it again");
}

}  // namespace saoy
