// SPDX-License-Identifier: Apache-2.0
#include "lib/image/ornament_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "lib/image/components.hpp"
#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

constexpr double smallest = 0.5, largest = 3.5;  // mm
constexpr int least_row = 8;                     // equal ornaments at equal distances
constexpr double longest_reach = 95;             // mm, from a row on: as far as words that hide it

// A component of a mask that may be an ornament; `place` is that among all components.
struct Part {
    Box box;
    std::size_t place;
};
using Row = std::vector<const Part*>;

// The nearest of the same size to the right of each; `parts` from the top down.
std::vector<const Part*> next_of(const std::vector<Part>& parts) {
    std::vector<const Part*> next(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Box& box = parts[i].box;
        int nearest = 5 * box.width;
        const auto look = [&](const Part& other) {
            const Box& to = other.box;
            const int away = to.left - box.left;
            if (away <= 0 || away >= nearest) return;
            if (std::abs(to.width - box.width) > 1 + box.width / 6) return;
            if (std::abs(to.height - box.height) > 1 + box.height / 6) return;
            nearest = away, next[i] = &other;
        };
        const int near = 1 + box.height / 3;
        for (std::size_t j = i; j-- > 0 && parts[j].box.top >= box.top - near;) look(parts[j]);
        for (std::size_t j = i + 1; j < parts.size() && parts[j].box.top <= box.top + near; ++j) look(parts[j]);
    }
    return next;
}

std::vector<Row> rows_in(std::vector<Part>& parts) {
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.box.top < b.box.top; });
    const std::vector<const Part*> next = next_of(parts);
    std::vector<bool> in_row(parts.size());
    std::vector<Row> rows;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (in_row[i]) continue;
        Row row{&parts[i]};
        for (const Part* each = next[i]; each != nullptr; each = next[std::size_t(each - parts.data())]) {
            const int step = each->box.left - row.back()->box.left;
            if (row.size() > 1 && std::abs(step - (row[1]->box.left - row[0]->box.left)) > 1 + step / 10) break;
            row.push_back(each);
        }
        if (int(row.size()) < least_row) continue;
        for (const Part* each : row) in_row[std::size_t(each - parts.data())] = true;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Part> parts_of(const std::vector<Run>& runs, double mm) {
    std::vector<Part> parts;
    const std::vector<Box> boxes = boxes_of(runs);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto [shorter, longer] = std::minmax(boxes[i].width, boxes[i].height);
        if (shorter >= smallest * mm && longer <= largest * mm) parts.push_back({boxes[i], i});
    }
    return parts;
}

// Clockwise, as quarter_turned() turns a mask that is `height` pixels high.
std::vector<Part> turned(std::vector<Part> parts, int height) {
    for (auto& [box, place] : parts) box = {height - box.top - box.height, box.left, box.height, box.width};
    return parts;
}

// Takes level rows off a mask.
class Sheet {
public:
    Sheet(const Pix& mask, double mm)
        : mask_(mask),
          left_(owned(pixCopy(nullptr, mask.get()))),
          mm_(mm),
          width_(pixGetWidth(mask.get())),
          height_(pixGetHeight(mask.get())),
          wpl_(pixGetWpl(mask.get())),
          data_(pixGetData(mask.get())) {}

    Pix without_rows() {
        const std::vector<Run> runs = runs_of(mask_);
        std::vector<Part> parts = parts_of(runs, mm_);
        const std::vector<Row> rows = rows_in(parts);
        if (rows.empty()) return std::move(left_);
        const std::vector<Component> components = components_of(runs);
        for (const Row& row : rows) {
            std::vector<const Component*> members;
            for (const Part* each : row) members.push_back(&components[each->place]);
            take_row(members);
        }
        return std::move(left_);
    }

private:
    bool inked(int x, int y) const {
        return x >= 0 && y >= 0 && x < width_ && y < height_ && GET_DATA_BIT(data_ + y * wpl_, x) != 0;
    }

    // Pixels of ink above one another at (x, y), counted up to `most` + 1.
    int thickness_at(int x, int y, int most) const {
        int count = 1;
        for (int up = y - 1; count <= most && inked(x, up); --up) ++count;
        for (int down = y + 1; count <= most && inked(x, down); ++down) ++count;
        return count;
    }

    // Its members, and those that print hides where the row goes on.
    void take_row(const std::vector<const Component*>& row) {
        for (const Component* each : row)
            for (const Run& run : each->runs)
                for (int x = run.left; x <= run.right; ++x) take(x, run.y);
        const Component &first = *row.front(), &last = *row.back(), &shape = *row[row.size() / 2];
        const double steps = double(row.size()) - 1;
        const double across = (last.box.left - first.box.left) / steps, down = (last.box.top - first.box.top) / steps;
        const int reach = int(longest_reach * mm_ / across);
        for (int i = 1; i <= reach; ++i) {
            take_hidden(shape, first.box.left - i * across, first.box.top - i * down);
            take_hidden(shape, last.box.left + i * across, last.box.top + i * down);
        }
    }

    void take_hidden(const Component& shape, double left, double top) {
        const int dx = int(std::lround(left)) - shape.box.left, dy = int(std::lround(top)) - shape.box.top;
        int there = 0;
        for (const Run& run : shape.runs)
            for (int x = run.left; x <= run.right; ++x) there += inked(x + dx, run.y + dy);
        if (there * 10 < shape.area * 8) return;
        const int tall = shape.box.height + 2;  // what is taller has a stroke through it
        // a pixel around it, for it does not lie on the pixels as the other does
        for (const Run& run : shape.runs)
            for (int x = run.left - 1; x <= run.right + 1; ++x)
                for (int y = run.y - 1; y <= run.y + 1; ++y)
                    if (inked(x + dx, y + dy) && thickness_at(x + dx, y + dy, tall) <= tall) take(x + dx, y + dy);
    }

    void take(int x, int y) { CLEAR_DATA_BIT(pixGetData(left_.get()) + y * wpl_, x); }

    const Pix& mask_;
    Pix left_;
    double mm_;
    int width_, height_;
    std::ptrdiff_t wpl_;
    const l_uint32* data_;
};

}  // namespace

void take_ornaments(Pix& mask, double mm) {
    std::vector<Part> parts = parts_of(runs_of(mask), mm);
    // Few pages have any, and what stands in which row can be told from the boxes alone.
    if (!rows_in(parts).empty()) {
        mask = Sheet(mask, mm).without_rows();
        parts = parts_of(runs_of(mask), mm);
    }
    std::vector<Part> upright = turned(parts, pixGetHeight(mask.get()));
    if (!rows_in(upright).empty()) mask = quarter_turned(Sheet(quarter_turned(mask, true), mm).without_rows(), false);
}

}  // namespace saoy::image
