// SPDX-License-Identifier: Apache-2.0
#include "lib/image/rules.hpp"

#include <algorithm>
#include <cmath>

#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

constexpr double long_rule = 8.0, short_rule = 3.5;  // mm; a short one ends on two others
constexpr double thickest = 1.3;                     // mm
constexpr double steepest = 0.03;                    // rise of a rule of a page that was not quite straightened

bool ink_at(const Pix& ink, int x, int y) {
    if (x < 0 || y < 0 || x >= pixGetWidth(ink.get()) || y >= pixGetHeight(ink.get())) return false;
    return GET_DATA_BIT(pixGetData(ink.get()) + std::ptrdiff_t(y) * pixGetWpl(ink.get()), x) != 0;
}

void clear_at(const Pix& ink, int x, int y) {
    if (x < 0 || y < 0 || x >= pixGetWidth(ink.get()) || y >= pixGetHeight(ink.get())) return;
    CLEAR_DATA_BIT(pixGetData(ink.get()) + std::ptrdiff_t(y) * pixGetWpl(ink.get()), x);
}

bool inked_near(const Pix& ink, int x, int y) {
    return ink_at(ink, x - 1, y) || ink_at(ink, x, y) || ink_at(ink, x + 1, y);
}

// Level rules made of runs of at least `length` pixels.
std::vector<Component> level_rules(const Pix& ink, double length, double thickness) {
    std::vector<Component> rules = components_of(long_runs_of(ink, int(std::ceil(length))));
    std::erase_if(rules, [&](const Component& rule) {
        const double mean = double(rule.area) / rule.box.width;
        return mean > thickness || rule.box.height > thickness + steepest * rule.box.width;
    });
    return rules;
}

// Clears the rule and its rough edges; a column with ink on both sides is a stroke that crosses it.
void erase(const Pix& ink, const Component& rule) {
    std::vector<int> top(std::size_t(rule.box.width), 1 << 30), bottom(std::size_t(rule.box.width), -1);
    for (const Run& run : rule.runs)
        for (int x = run.left; x <= run.right; ++x) {
            const auto at = std::size_t(x - rule.box.left);
            top[at] = std::min(top[at], run.y), bottom[at] = std::max(bottom[at], run.y);
        }
    std::vector<bool> crossed(top.size());
    for (std::size_t i = 0; i < top.size(); ++i) {
        const int x = rule.box.left + int(i);
        crossed[i] = bottom[i] >= 0 && inked_near(ink, x, top[i] - 2) && inked_near(ink, x, bottom[i] + 2);
    }
    for (std::size_t i = 0; i < top.size(); ++i)
        if (bottom[i] >= 0 && !crossed[i])
            for (int y = top[i] - 1; y <= bottom[i] + 1; ++y) clear_at(ink, rule.box.left + int(i), y);
}

// Whether at least `length` pixels stand one upon the other anywhere: runs of 1, 2, 4 … by those half as long.
bool has_upright(const Pix& ink, int length) {
    const int height = pixGetHeight(ink.get());
    const auto words = std::size_t(pixGetWpl(ink.get()));
    if (height < length) return false;
    std::vector<l_uint32> from(pixGetData(ink.get()), pixGetData(ink.get()) + words * std::size_t(height));
    for (int have = 1; have < length;) {
        const int step = std::min(have, length - have);
        const std::size_t shift = words * std::size_t(step), left = from.size() - shift;
        for (std::size_t i = 0; i < left; ++i) from[i] &= from[i + shift];
        from.resize(left);
        have += step;
    }
    return std::any_of(from.begin(), from.end(), [](l_uint32 word) { return word != 0; });
}

bool ends_on(const std::vector<Box>& rules, int x, int y, int reach) {
    return std::any_of(rules.begin(), rules.end(), [&](const Box& rule) {
        return x >= rule.left - reach && x <= rule.left + rule.width + reach && y >= rule.top - reach &&
               y <= rule.top + rule.height + reach;
    });
}

// A quarter turn makes upright rules level; most pages have none, and are not turned.
void take_upright(Pix& ink, Rules& rules, double mm) {
    if (!has_upright(ink, std::max(1, int(std::ceil(short_rule * mm))))) return;
    const Pix turned = quarter_turned(ink, true);
    const int height = pixGetHeight(ink.get());
    for (const Component& rule : level_rules(turned, short_rule * mm, thickest * mm)) {
        const Box box{rule.box.top, height - rule.box.left - rule.box.width, rule.box.height, rule.box.width};
        const int x = box.left + box.width / 2, reach = int(mm * 0.7);
        if (box.height < long_rule * mm &&
            !(ends_on(rules.across, x, box.top, reach) && ends_on(rules.across, x, box.top + box.height, reach)))
            continue;
        erase(turned, rule);
        rules.down.push_back(box);
    }
    if (!rules.down.empty()) ink = quarter_turned(turned, false);
}

}  // namespace

Rules take_rules(Pix& ink, double dpi) {
    const double mm = dpi / 25.4;
    Rules rules;
    const std::vector<Component> across = level_rules(ink, long_rule * mm, thickest * mm);
    for (const Component& rule : across) rules.across.push_back(rule.box);
    take_upright(ink, rules, mm);  // while the rules across are there to end on
    for (const Component& rule : across) erase(ink, rule);
    return rules;
}

}  // namespace saoy::image
