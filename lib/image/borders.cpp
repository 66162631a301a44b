// SPDX-License-Identifier: Apache-2.0
#include "lib/image/borders.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "lib/base/wide.hpp"
#include "lib/image/components.hpp"
#include "lib/image/ornament_rows.hpp"
#include "lib/image/rows.hpp"
#include "lib/image/sweeps.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr int dark = 160;                                               // tone of print
constexpr double shortest_run = 4, shortest_rule = 10, least_all = 50;  // mm: on one row, of one rule, of all
constexpr double thickest = 0.9;                                        // mm

struct Dark {
    [[gnu::always_inline]] static void run(int width, std::uint8_t* __restrict ones, const std::uint8_t* tone) {
        for (int x = 0; x < width; ++x) ones[x] = tone[x] < dark ? 1 : 0;
    }
};

// Not black print that it runs over.
struct Red {
    [[gnu::always_inline]] static void run(int width, std::uint8_t* __restrict ones, const std::uint8_t* tone,
                                           const std::uint8_t* red) {
        constexpr int redder = 25, black = 110;
        for (int x = 0; x < width; ++x) ones[x] = std::uint8_t(int(red[x] > redder) & int(tone[x] > black));
    }
};

template <class Loop, class... Planes>
Pix mask_by(const Ink& ink, const Planes&... planes) {
    Pix mask = owned(pixCreateNoInit(ink.width, ink.height, 1));
    std::vector<std::uint8_t> ones(std::size_t(ink.width) + 31);
    for (int y = 0; y < ink.height; ++y) {
        run_wide<Loop>(ink.width, ones.data(), planes.data() + std::ptrdiff_t(y) * ink.width...);
        pack_bits(ones.data(), ink.width, row_of(mask, y));
    }
    return mask;
}

Pix print_of(const Ink& ink) { return mask_by<Dark>(ink, ink.tone); }
Pix red_of(const Ink& ink) { return mask_by<Red>(ink, ink.tone, ink.red); }

// How much ink lies above one another at each of 32 pixels side by side: numbers of five bits, lowest first.
class Thickness {
public:
    static constexpr int most = 15;  // looked at to either side

    // Of the pixels `counted` of the word; `up` and `down` words of the column are looked at.
    Thickness(const l_uint32* word, std::ptrdiff_t wpl, l_uint32 counted, int up, int down) : counted_(counted) {
        add(counted);
        l_uint32 still = counted;
        for (int i = 1; i <= up && (still &= word[-i * wpl]) != 0; ++i) add(still);
        still = counted;
        for (int i = 1; i <= down && (still &= word[i * wpl]) != 0; ++i) add(still);
    }

    // Where it is `count`.
    l_uint32 at(int count) const {
        l_uint32 all = counted_;
        for (std::size_t i = 0; i < bits_.size(); ++i) all &= (count >> i & 1) != 0 ? bits_[i] : ~bits_[i];
        return all;
    }

private:
    void add(l_uint32 ones) {
        for (l_uint32& bit : bits_) {
            const l_uint32 carried = bit & ones;
            bit ^= ones;
            ones = carried;
        }
    }

    l_uint32 counted_;
    std::array<l_uint32, 5> bits_{};
};

// Takes some pixels of a word, and all ink above and below them: the steps of a rule that leans are too short to be
// found.
void take_through(const Pix& mask, Pix& left, int y, int word, int most, l_uint32 ones) {
    row_of(left, y)[word] &= ~ones;
    for (const int way : {-1, 1}) {
        l_uint32 still = ones;
        for (int i = 1; i <= most; ++i) {
            const int at = y + way * i;
            if (at < 0 || at >= pixGetHeight(mask.get()) || (still &= row_of(mask, at)[word]) == 0) break;
            row_of(left, at)[word] &= ~still;
        }
    }
}

// Level rules taken off a mask; their length in pixels.
std::size_t take_rules(Pix& mask, double mm) {
    const std::vector<Component> rules = components_of(long_runs_of(mask, int(shortest_run * mm)));
    const int height = pixGetHeight(mask.get()), most = std::clamp(int(std::lround(thickest * mm)), 2, Thickness::most);
    const std::ptrdiff_t wpl = pixGetWpl(mask.get());
    std::vector<Thickness> thick;
    std::size_t length = 0;
    Pix left = owned(pixCopy(nullptr, mask.get()));
    for (const Component& rule : rules) {
        if (rule.box.width < shortest_rule * mm) continue;
        for (const Run& run : rule.runs) {
            const int first = run.left / 32, last = run.right / 32;
            thick.clear();
            std::array<int, 2 * Thickness::most + 2> counts{};
            for (int i = first; i <= last; ++i) {
                l_uint32 counted = ~l_uint32(0);
                if (i == first) counted &= ~l_uint32(0) >> run.left % 32;
                if (i == last) counted &= ~l_uint32(0) << (31 - run.right % 32);
                thick.emplace_back(row_of(mask, run.y) + i, wpl, counted, std::min(most, run.y),
                                   std::min(most, height - 1 - run.y));
                for (std::size_t n = 1; n < counts.size(); ++n) counts[n] += std::popcount(thick.back().at(int(n)));
            }
            int middle = 0;
            for (int seen = 0; seen <= run.length() / 2;) seen += counts[std::size_t(++middle)];
            const int usual = std::min(most, middle + 1);  // what is thicker has a stroke on it
            for (int n = 1; n <= usual; ++n) {
                length += std::size_t(counts[std::size_t(n)]);
                for (int i = first; i <= last; ++i)
                    take_through(mask, left, run.y, i, most, thick[std::size_t(i - first)].at(n));
            }
        }
    }
    mask = std::move(left);
    return length;
}

// What of the print is rules and ornaments; nothing where there are none.
Pix borders_of(const Pix& print, double mm) {
    Pix left = owned(pixCopy(nullptr, print.get()));
    std::size_t length = take_rules(left, mm);
    Pix turned = quarter_turned(left, true);
    const std::size_t upright = take_rules(turned, mm);
    if (double(length + upright) < least_all * mm) return {};
    if (upright > 0) left = quarter_turned(turned, false);
    take_ornaments(left, mm);
    return owned(pixSubtract(nullptr, print.get(), left.get()));
}

bool has_more(const Pix& mask, double pixels) {
    l_int32 count = 0;
    pixCountPixels(mask.get(), &count, nullptr);
    return count > pixels;
}

template <class Do>
void for_each_one(const Pix& mask, const Do& act) {
    const int words = pixGetWpl(mask.get());
    for (int y = 0; y < pixGetHeight(mask.get()); ++y)
        for (int i = 0; i < words; ++i)
            for (l_uint32 word = row_of(mask, y)[i]; word != 0; word &= word - 1)
                act(32 * i + 31 - std::countr_zero(word), y);
}

void whiten(Ink& ink, const Pix& gone) {
    for_each_one(gone, [&](int x, int y) { ink.tone[std::size_t(y) * std::size_t(ink.width) + std::size_t(x)] = 255; });
}

// With their soft edges: what is near and no print.
void whiten_borders(Ink& ink, const Pix& borders, const Pix& print) {
    constexpr int soft = 2;
    Pix near = owned(pixDilateBrick(nullptr, borders.get(), 2 * soft + 1, 2 * soft + 1));
    pixSubtract(near.get(), near.get(), print.get());
    whiten(ink, near);
    whiten(ink, borders);
}

Ink without_colour(const Ink& ink) { return {ink.width, ink.height, ink.dpi, ink.tone, {}}; }

}  // namespace

std::vector<Bared> bared_of(const Ink& ink) {
    const double mm = ink.dpi / mm_per_inch;
    std::vector<Bared> all;
    if (Pix red = ink.red.empty() ? Pix() : red_of(ink); red && has_more(red, 2 * least_all * mm)) {
        Bared black{without_colour(ink), std::move(red)};
        whiten(black.ink, black.gone);
        const Pix print = print_of(black.ink);
        if (const Pix borders = borders_of(print, mm)) {
            whiten_borders(black.ink, borders, print);
            pixOr(black.gone.get(), black.gone.get(), borders.get());
        }
        all.push_back(std::move(black));
    }
    const Pix print = print_of(ink);
    if (Pix borders = borders_of(print, mm)) {
        Bared bared{without_colour(ink), {}};
        whiten_borders(bared.ink, borders, print);
        bared.gone = std::move(borders);
        all.push_back(std::move(bared));
    }
    return all;
}

}  // namespace saoy::image
