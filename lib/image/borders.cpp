// SPDX-License-Identifier: Apache-2.0
#include "lib/image/borders.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "lib/base/wide.hpp"
#include "lib/image/components.hpp"
#include "lib/image/rows.hpp"
#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr int dark = 160;                                               // tone of print
constexpr double shortest_run = 6, shortest_rule = 10, least_all = 50;  // mm: on one row, of one rule, of all
constexpr double thickest = 0.9;                                        // mm
constexpr double least_ornament = 0.5, most_ornament = 3.5;             // mm
constexpr int least_row = 8;                                            // equal ornaments at equal distances
constexpr double longest_reach = 95;  // mm, from a row on: as far as words that hide it

struct DarkRow {
    [[gnu::always_inline]] static void run(int width, const std::uint8_t* tone, const std::uint8_t* gone,
                                           std::uint8_t* __restrict print) {
        for (int x = 0; x < width; ++x) print[x] = std::uint8_t(int(tone[x] < dark) & int(gone[x] == 0));
    }
};

Pix mask_of(const Ink& ink, const std::vector<std::uint8_t>& gone) {
    Pix mask = owned(pixCreate(ink.width, ink.height, 1));
    std::vector<std::uint8_t> row(std::size_t(ink.width) + 31);
    for (int y = 0; y < ink.height; ++y) {
        const std::ptrdiff_t first = std::ptrdiff_t(y) * ink.width;
        run_wide<DarkRow>(ink.width, ink.tone.data() + first, gone.data() + first, row.data());
        pack_bits(row.data(), ink.width, pixGetData(mask.get()) + std::ptrdiff_t(y) * pixGetWpl(mask.get()));
    }
    return mask;
}

bool inked(const Pix& mask, int x, int y) {
    return x >= 0 && y >= 0 && x < pixGetWidth(mask.get()) && y < pixGetHeight(mask.get()) &&
           GET_DATA_BIT(pixGetData(mask.get()) + std::ptrdiff_t(y) * pixGetWpl(mask.get()), x) != 0;
}

// Pixels of ink above one another at (x, y), counted up to `most` + 1.
int thickness_at(const Pix& mask, int x, int y, int most) {
    int count = 1;
    for (int up = y - 1; count <= most && inked(mask, x, up); --up) ++count;
    for (int down = y + 1; count <= most && inked(mask, x, down); ++down) ++count;
    return count;
}

// A page, level or turned on its side, and what of it goes away.
class Sheet {
public:
    Sheet(const Ink& ink, std::vector<std::uint8_t>& gone, bool turned)
        : ink_(ink), gone_(gone), turned_(turned), mask_(mask_of(ink, gone)), mm_(ink.dpi / mm_per_inch) {
        if (turned) mask_ = quarter_turned(mask_, true);
    }

    // Their length in pixels.
    std::size_t take_rules() {
        std::size_t length = 0;
        const int most = std::max(2, int(std::lround(thickest * mm_)));
        std::vector<int> thick, sorted;
        for (const Component& rule : components_of(long_runs_of(mask_, int(shortest_run * mm_)))) {
            if (rule.box.width < shortest_rule * mm_) continue;
            for (const Run& run : rule.runs) {
                thick.clear();
                for (int x = run.left; x <= run.right; ++x) thick.push_back(thickness_at(mask_, x, run.y, most));
                sorted = thick;
                const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
                std::nth_element(sorted.begin(), middle, sorted.end());
                const int usual = std::min(most, *middle + 1);  // what is thicker has a stroke on it
                for (std::size_t i = 0; i < thick.size(); ++i)
                    if (thick[i] <= usual) take_through(run.left + int(i), run.y), ++length;
            }
        }
        return length;
    }

    void take_ornaments() {
        std::vector<Component> parts;
        for (Component& part : components_of(runs_of(mask_))) {
            const auto [shorter, longer] = std::minmax(part.box.width, part.box.height);
            if (shorter >= least_ornament * mm_ && longer <= most_ornament * mm_) parts.push_back(std::move(part));
        }
        std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.box.top < b.box.top; });
        const std::vector<const Component*> next = next_of(parts);
        std::vector<bool> in_row(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (in_row[i]) continue;
            std::vector<const Component*> row{&parts[i]};
            for (const Component* each = next[i]; each != nullptr; each = next[std::size_t(each - parts.data())]) {
                const int step = each->box.left - row.back()->box.left;
                if (row.size() > 1 && std::abs(step - (row[1]->box.left - row[0]->box.left)) > 1 + step / 10) break;
                row.push_back(each);
            }
            if (int(row.size()) < least_row) continue;
            for (const Component* each : row) in_row[std::size_t(each - parts.data())] = true;
            take_row(row);
        }
    }

private:
    // The nearest of the same size to the right of each.
    static std::vector<const Component*> next_of(const std::vector<Component>& parts) {
        std::vector<const Component*> next(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const Box& box = parts[i].box;
            int nearest = 5 * box.width;
            const auto look = [&](const Component& other) {
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
            for (int x = run.left; x <= run.right; ++x) there += inked(mask_, x + dx, run.y + dy);
        if (there * 10 < shape.area * 8) return;
        const int tall = shape.box.height + 2;  // what is taller has a stroke through it
        // a pixel around it, for it does not lie on the pixels as the other does
        for (const Run& run : shape.runs)
            for (int x = run.left - 1; x <= run.right + 1; ++x)
                for (int y = run.y - 1; y <= run.y + 1; ++y)
                    if (inked(mask_, x + dx, y + dy) && thickness_at(mask_, x + dx, y + dy, tall) <= tall)
                        take(x + dx, y + dy);
    }

    // And all ink above and below it: the steps of a rule that leans are too short to be found.
    void take_through(int x, int y) {
        take(x, y);
        for (int up = y - 1; inked(mask_, x, up); --up) take(x, up);
        for (int down = y + 1; inked(mask_, x, down); ++down) take(x, down);
    }

    void take(int x, int y) {
        const int across = turned_ ? y : x, down = turned_ ? ink_.height - 1 - x : y;
        gone_[std::size_t(down) * std::size_t(ink_.width) + std::size_t(across)] = 1;
    }

    const Ink& ink_;
    std::vector<std::uint8_t>& gone_;
    bool turned_;
    Pix mask_;
    double mm_;
};

// Takes what is `gone`, with its soft edges, from the page.
void whiten(Bared& bared, const std::vector<std::uint8_t>& gone) {
    constexpr int soft = 2;
    Ink& ink = bared.ink;
    for (auto next = std::find(gone.begin(), gone.end(), 1); next != gone.end();
         next = std::find(next + 1, gone.end(), 1)) {
        const auto at = std::size_t(next - gone.begin());
        bared.gone[at] = 1;
        const int x = int(at % std::size_t(ink.width)), y = int(at / std::size_t(ink.width));
        for (int v = std::max(0, y - soft); v <= std::min(ink.height - 1, y + soft); ++v)
            for (int u = std::max(0, x - soft); u <= std::min(ink.width - 1, x + soft); ++u) {
                const std::size_t near = std::size_t(v) * std::size_t(ink.width) + std::size_t(u);
                if (gone[near] || ink.tone[near] >= dark) ink.tone[near] = 255;
            }
    }
}

// Takes rules and ornaments from the page; false where there are none.
bool take_borders(Bared& bared) {
    std::vector<std::uint8_t> gone(bared.gone.size());
    std::size_t length = 0;
    for (const bool turned : {false, true}) length += Sheet(bared.ink, gone, turned).take_rules();
    if (double(length) < least_all * bared.ink.dpi / mm_per_inch) return false;
    for (const bool turned : {false, true}) Sheet(bared.ink, gone, turned).take_ornaments();
    whiten(bared, gone);
    return true;
}

// Takes red ink from the page, not black print that it runs over; false where there is next to none.
bool take_red(Bared& bared, const std::vector<std::uint8_t>& red) {
    constexpr int redder = 25, black = 110;
    std::size_t count = 0;
    for (std::size_t i = 0; i < red.size(); ++i)
        if (red[i] > redder && bared.ink.tone[i] > black) bared.ink.tone[i] = 255, bared.gone[i] = 1, ++count;
    return double(count) > 2 * least_all * bared.ink.dpi / mm_per_inch;
}

}  // namespace

std::vector<Bared> bared_of(const Ink& ink) {
    std::vector<Bared> all;
    Bared bared{ink, std::vector<std::uint8_t>(ink.tone.size())};
    bared.ink.red.clear();
    if (Bared black = bared; !ink.red.empty() && take_red(black, ink.red)) {
        take_borders(black);
        all.push_back(std::move(black));
    }
    if (take_borders(bared)) all.push_back(std::move(bared));
    return all;
}

}  // namespace saoy::image
