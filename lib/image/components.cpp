// SPDX-License-Identifier: Apache-2.0
#include "lib/image/components.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <numeric>

namespace saoy::image {

namespace {

// First column at or after `x` whose pixel is `dark`, or `width`.
int next(const l_uint32* row, int width, int x, bool dark) {
    while (x < width) {
        std::uint32_t word = row[x / 32];
        if (!dark) word = ~word;
        word &= 0xffffffffU >> (x % 32);  // the leftmost pixel is the highest bit
        if (word != 0) return std::min(width, x / 32 * 32 + std::countl_zero(word));
        x = x / 32 * 32 + 32;
    }
    return width;
}

class Sets {
public:
    explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }
    int root(int i) {
        while (parent_[std::size_t(i)] != i)
            i = parent_[std::size_t(i)] = parent_[std::size_t(parent_[std::size_t(i)])];
        return i;
    }
    void join(int a, int b) {
        a = root(a), b = root(b);
        parent_[std::size_t(std::max(a, b))] = std::min(a, b);
    }

private:
    std::vector<int> parent_;
};

void add_runs(const l_uint32* row, int width, int y, int length, std::vector<Run>& runs) {
    for (int x = next(row, width, 0, true); x < width;) {
        const int end = next(row, width, x, false);
        if (end - x >= length) runs.push_back({y, x, end - 1});
        x = next(row, width, end, true);
    }
}

}  // namespace

std::vector<Run> runs_of(const Pix& ink) { return long_runs_of(ink, 1); }

std::vector<Run> long_runs_of(const Pix& ink, int length) {
    constexpr int holds_byte = 15;  // pixels: wherever so many begin, eight of them fill a byte
    const int width = pixGetWidth(ink.get()), height = pixGetHeight(ink.get()), words = pixGetWpl(ink.get());
    std::vector<Run> runs;
    for (int y = 0; y < height; ++y) {
        const l_uint32* const row = pixGetData(ink.get()) + std::ptrdiff_t(y) * words;
        if (length < holds_byte || std::memchr(row, 0xFF, std::size_t(words) * 4) != nullptr)
            add_runs(row, width, y, length, runs);
    }
    return runs;
}

namespace {

// For each run the component it belongs to, and their boxes.
struct Labels {
    std::vector<int> of_runs;
    std::vector<Box> boxes;
};

Labels labels_of(const std::vector<Run>& runs, bool corners) {
    const int aside = corners ? 1 : 0;
    Sets sets(runs.size());
    for (std::size_t above = 0, i = 0; i < runs.size(); ++i) {
        while (above < i && (runs[above].y < runs[i].y - 1 ||
                             (runs[above].y == runs[i].y - 1 && runs[above].right < runs[i].left - aside)))
            ++above;
        for (std::size_t k = above; k < i && runs[k].y == runs[i].y - 1 && runs[k].left <= runs[i].right + aside; ++k)
            sets.join(int(k), int(i));
    }
    Labels labels;
    labels.of_runs.resize(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Run& run = runs[i];
        const Box box{run.left, run.y, run.length(), 1};
        const auto root = std::size_t(sets.root(int(i)));  // the first run of its component
        if (root == i) {
            labels.of_runs[i] = int(labels.boxes.size());
            labels.boxes.push_back(box);
            continue;
        }
        labels.of_runs[i] = labels.of_runs[root];
        Box& whole = labels.boxes[std::size_t(labels.of_runs[i])];
        whole = hull(whole, box);
    }
    return labels;
}

}  // namespace

std::vector<Component> large_components_of(const std::vector<Run>& runs, bool corners, double side) {
    Labels labels = labels_of(runs, corners);
    std::vector<Component> components;
    std::vector<int> kept(labels.boxes.size(), -1);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const Box& box = labels.boxes[i];
        if (std::max(box.width, box.height) < side) continue;
        kept[i] = int(components.size());
        components.push_back({box, 0, {}});
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const int at = kept[std::size_t(labels.of_runs[i])];
        if (at < 0) continue;
        components[std::size_t(at)].runs.push_back(runs[i]);
        components[std::size_t(at)].area += runs[i].length();
    }
    return components;
}

std::vector<Component> components_of(const std::vector<Run>& runs, bool corners) {
    return large_components_of(runs, corners, 0);
}

std::vector<Box> boxes_of(const std::vector<Run>& runs) { return labels_of(runs, true).boxes; }

}  // namespace saoy::image
