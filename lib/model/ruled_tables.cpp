// SPDX-License-Identifier: Apache-2.0
#include "lib/model/ruled_tables.hpp"

#include <algorithm>

namespace saoy {

namespace {

constexpr int touching = 6;     // pixels at most between rules that meet
constexpr int least_cell = 15;  // pixels between two rules that are not one rule drawn double

bool meet(const Box& a, const Box& b) {
    return a.left <= b.left + b.width + touching && b.left <= a.left + a.width + touching &&
           a.top <= b.top + b.height + touching && b.top <= a.top + a.height + touching;
}

// Distinct places of rules along one direction.
std::vector<int> places(std::vector<int> all) {
    std::sort(all.begin(), all.end());
    std::vector<int> distinct;
    for (const int place : all)
        if (distinct.empty() || place - distinct.back() >= least_cell) distinct.push_back(place);
    return distinct;
}

std::vector<int> levels(const std::vector<Box>& across) {
    std::vector<int> all;
    for (const Box& rule : across) all.push_back(rule.top + rule.height / 2);
    return places(std::move(all));
}

std::vector<int> columns(const std::vector<Box>& down) {
    std::vector<int> all;
    for (const Box& rule : down) all.push_back(rule.left + rule.width / 2);
    return places(std::move(all));
}

// Areas between the outermost of some places; what runs close along those is an ornate frame, or its side that lies
// aslant.
int parts(const std::vector<int>& places) {
    if (places.size() < 2) return 0;
    const int close = (places.back() - places.front()) / 20;
    return 1 + int(std::count_if(places.begin(), places.end(), [&](int place) {
               return place > places.front() + close && place < places.back() - close;
           }));
}

int index_of(const std::vector<int>& places, int place) {
    int index = 0;
    for (const int known : places) index += known <= place + least_cell / 2;
    return std::max(1, index);
}

}  // namespace

bool RuledTable::holds(const Box& piece) const {
    const int x = piece.left + piece.width / 2, y = piece.top + piece.height / 2;
    return x > box.left && x < box.left + box.width && y > box.top && y < box.top + box.height;
}

Cell RuledTable::cell_of(const Box& piece, int table) const {
    const int x = piece.left + piece.width / 2, y = piece.top + piece.height / 2;
    int above = box.top, before = box.left;
    for (const Box& rule : across)
        if (x >= rule.left - touching && x <= rule.left + rule.width + touching && rule.top + rule.height / 2 < y)
            above = std::max(above, rule.top + rule.height / 2);
    for (const Box& rule : down)
        if (y >= rule.top - touching && y <= rule.top + rule.height + touching && rule.left + rule.width / 2 < x)
            before = std::max(before, rule.left + rule.width / 2);
    return {table, index_of(levels(across), above), index_of(columns(down), before)};
}

std::vector<RuledTable> ruled_tables(const std::vector<Box>& across, const std::vector<Box>& down) {
    std::vector<RuledTable> groups;
    const auto add = [&](const Box& rule, bool is_across) {
        RuledTable mine;
        (is_across ? mine.across : mine.down).push_back(rule);
        for (RuledTable& group : groups) {
            const auto touches = [&](const Box& other) { return meet(rule, other); };
            if (std::none_of(group.across.begin(), group.across.end(), touches) &&
                std::none_of(group.down.begin(), group.down.end(), touches))
                continue;
            mine.across.insert(mine.across.end(), group.across.begin(), group.across.end());
            mine.down.insert(mine.down.end(), group.down.begin(), group.down.end());
            group.across.clear(), group.down.clear();
        }
        std::erase_if(groups, [](const RuledTable& group) { return group.across.empty() && group.down.empty(); });
        groups.push_back(std::move(mine));
    };
    for (const Box& rule : across) add(rule, true);
    for (const Box& rule : down) add(rule, false);

    std::vector<RuledTable> tables;
    for (RuledTable& group : groups) {
        if (parts(levels(group.across)) * parts(columns(group.down)) < 2) continue;
        int left = 1 << 30, top = 1 << 30, right = 0, bottom = 0;
        for (const auto* rules : {&group.across, &group.down})
            for (const Box& rule : *rules) {
                left = std::min(left, rule.left), top = std::min(top, rule.top);
                right = std::max(right, rule.left + rule.width), bottom = std::max(bottom, rule.top + rule.height);
            }
        group.box = {left, top, right - left, bottom - top};
        tables.push_back(std::move(group));
    }
    std::sort(tables.begin(), tables.end(), [](const RuledTable& a, const RuledTable& b) {
        return a.box.top != b.box.top ? a.box.top < b.box.top : a.box.left < b.box.left;
    });
    return tables;
}

}  // namespace saoy
