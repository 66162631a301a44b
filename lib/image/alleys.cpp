// SPDX-License-Identifier: Apache-2.0
#include "lib/image/alleys.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

namespace {

constexpr int least_lines = 5;
constexpr double widest_pitch = 3.8;      // letter heights from line to line, also where a paragraph ends
constexpr double least_common = 0.9;      // letter heights that all gaps of one alley share
constexpr std::size_t most_gaps = 4'000;  // more than a page of print has

}  // namespace

std::vector<Box> find_alleys(std::vector<Gap> gaps) {
    if (gaps.size() > most_gaps) return {};
    std::sort(gaps.begin(), gaps.end(),
              [](const Gap& a, const Gap& b) { return a.y != b.y ? a.y < b.y : a.left < b.left; });
    std::vector<bool> used(gaps.size());
    std::vector<Box> alleys;
    for (std::size_t first = 0; first < gaps.size(); ++first) {
        if (used[first] || gaps[first].wide) continue;
        std::vector<std::size_t> members{first};
        int left = gaps[first].left, right = gaps[first].right;
        for (std::size_t next = first + 1; next < gaps.size(); ++next) {
            const Gap &last = gaps[members.back()], &gap = gaps[next];
            if (gap.y - last.y > widest_pitch * last.size) break;
            if (gap.y - last.y < 0.8 * last.size) continue;
            const int from = std::max(left, gap.left), to = std::min(right, gap.right);
            if (to - from < least_common * std::min(last.size, gap.size)) continue;
            left = from, right = to;
            members.push_back(next);
        }
        const auto wide = std::count_if(members.begin(), members.end(), [&](std::size_t i) { return gaps[i].wide; });
        if (int(members.size()) - int(wide) < least_lines) continue;
        for (std::size_t i = first; i <= members.back(); ++i)
            used[i] = used[i] || (gaps[i].left <= left && gaps[i].right >= right);
        const Gap &top = gaps[members.front()], &bottom = gaps[members.back()];
        const int above = int(std::lround(top.y - 1.5 * top.size));
        alleys.push_back({left, above, right - left, int(std::lround(bottom.y + 0.5 * bottom.size)) - above});
    }
    return alleys;
}

}  // namespace saoy::image
