// SPDX-License-Identifier: Apache-2.0
#include "lib/image/double_sides.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>

namespace saoy::image {

double angle_of(double direction) { return direction * std::numbers::pi / directions; }

Pairing pairing_of(const DoubleSide& a, const DoubleSide& b) {
    int turn = b.direction - a.direction;
    if (turn > directions / 2) turn -= directions;
    if (turn < -directions / 2) turn += directions;
    const double angle = angle_of(a.direction + turn / 2.0), c = std::cos(angle), s = std::sin(angle);
    const double dx = b.x - a.x, dy = b.y - a.y, along = dx * c + dy * s;
    const double from = std::min(-a.length / 2, along - b.length / 2),
                 to = std::max(a.length / 2, along + b.length / 2);
    const double shared = std::min(a.length / 2, along + b.length / 2) - std::max(-a.length / 2, along - b.length / 2);
    return {double(std::abs(turn)), angle, (from + to) / 2, dy * c - dx * s, shared, to - from};
}

namespace {

constexpr int samples = 16;  // along a side
constexpr double reach = 7;  // mm that they span
constexpr std::size_t most_sides = 250;

// Where a gap lies between two lines of this direction.
void mark_gaps(const ThinInk& thin, double apart, int direction, BitPlane& gaps) {
    const double across = apart * thin.mm / 2;
    const int dx = int(std::lround(-std::sin(angle_of(direction)) * across));
    const int dy = int(std::lround(std::cos(angle_of(direction)) * across));
    for (int y = 0; y < gaps.height(); ++y) {
        const std::uint64_t* ink = thin.ink.row(y);
        const ShiftedRow one(thin.near, y, dx, dy), other(thin.near, y, -dx, -dy);
        std::uint64_t* to = gaps.row(y);
        for (std::size_t i = 0; i < gaps.words(); ++i) to[i] = ~ink[i] & one[i] & other[i];
    }
}

// Calls `found` for pixels with gap at more than half of the places along the direction. Counts 64 pixels at once: bit
// n of their counts stands in counts[n].
template <class Call>
void count_along(const BitPlane& gaps, double mm, int direction, const Call& found) {
    const double step = reach * mm / samples;
    const double c = std::cos(angle_of(direction)) * step, s = std::sin(angle_of(direction)) * step;
    std::array<std::pair<int, int>, samples> offsets;
    int highest = 0;
    for (int k = 0; k < samples; ++k) {
        const double along = k - (samples - 1) / 2.0;
        offsets[std::size_t(k)] = {int(std::lround(c * along)), int(std::lround(s * along))};
        highest = std::max(highest, std::abs(offsets[std::size_t(k)].second));
    }
    std::vector<std::uint8_t> busy(std::size_t(gaps.height()));
    for (int y = 0; y < gaps.height(); ++y) {
        const std::uint64_t* row = gaps.row(y);
        busy[std::size_t(y)] = std::any_of(row, row + gaps.words(), [](std::uint64_t word) { return word != 0; });
    }
    const std::size_t words = gaps.words();
    std::vector<std::uint64_t> counts(5 * words);
    for (int y = 0; y < gaps.height(); ++y) {
        const auto first = busy.begin() + std::max(0, y - highest);
        const auto last = busy.begin() + std::min(gaps.height(), y + highest + 1);
        if (std::find(first, last, std::uint8_t(1)) == last) continue;
        std::fill(counts.begin(), counts.end(), 0);
        std::uint64_t* const c0 = counts.data();
        std::uint64_t *const c1 = c0 + words, *const c2 = c1 + words, *const c3 = c2 + words, *const c4 = c3 + words;
        for (const auto& [dx, dy] : offsets) {
            const ShiftedRow from(gaps, y, dx, dy);
            for (std::size_t i = 0; i < words; ++i) {
                std::uint64_t carry = from[i], next = 0;
                next = c0[i] & carry, c0[i] ^= carry, carry = next;
                next = c1[i] & carry, c1[i] ^= carry, carry = next;
                next = c2[i] & carry, c2[i] ^= carry, carry = next;
                next = c3[i] & carry, c3[i] ^= carry, carry = next;
                c4[i] |= carry;
            }
        }
        for (std::size_t i = 0; i < words; ++i)
            for (std::uint64_t more = c4[i] | (c3[i] & (c2[i] | c1[i] | c0[i])); more != 0; more &= more - 1)
                found(int(i * 64) + std::countr_zero(more), y);
    }
}

bool is_same(const DoubleSide& a, const DoubleSide& b, double mm) {
    if (std::abs(a.x - b.x) + std::abs(a.y - b.y) > 60 * mm) return false;
    const Pairing pair = pairing_of(a, b);
    return pair.turn <= 1 && std::abs(pair.across) < 1.2 * mm && pair.shared > 0.5 * std::min(a.length, b.length);
}

}  // namespace

std::vector<DoubleSide> double_sides(const ThinInk& thin, double apart, double longest) {
    std::vector<DoubleSide> all;
    BitPlane gaps(thin.ink.width(), thin.ink.height());
    for (int direction = 0; direction < directions; ++direction) {
        mark_gaps(thin, apart, direction, gaps);
        const double c = std::cos(angle_of(direction)), s = std::sin(angle_of(direction));
        std::map<int, std::vector<double>> places;  // along, by across
        count_along(gaps, thin.mm, direction,
                    [&](int x, int y) { places[int(std::lround(y * c - x * s))].push_back(x * c + y * s); });
        for (auto& [across, along] : places) {
            std::sort(along.begin(), along.end());
            for (std::size_t first = 0, last = 0; first < along.size(); first = last) {
                for (last = first + 1; last < along.size() && along[last] - along[last - 1] < 3 * thin.mm;) ++last;
                const double length = along[last - 1] - along[first], middle = (along[last - 1] + along[first]) / 2;
                if (length > 3 * thin.mm && length < longest * thin.mm)
                    all.push_back(
                        {direction, middle * c - across * s, middle * s + across * c, length, int(last - first)});
            }
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const DoubleSide& a, const DoubleSide& b) { return a.support > b.support; });
    std::vector<DoubleSide> kept;
    for (const DoubleSide& side : all) {
        if (kept.size() == most_sides) break;
        if (std::none_of(kept.begin(), kept.end(), [&](const DoubleSide& k) { return is_same(side, k, thin.mm); }))
            kept.push_back(side);
    }
    return kept;
}

}  // namespace saoy::image
