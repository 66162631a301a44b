// SPDX-License-Identifier: Apache-2.0
#include "lib/image/double_lines.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "lib/image/bit_plane.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr int directions = 32;    // of a half turn
constexpr int samples = 16;       // along a side
constexpr double reach = 7;       // mm that they span
constexpr double fine_dpi = 180;  // planes below this are taken as they are, others at half
constexpr int paper = 240;        // tone from which on a pixel is paper
constexpr int darker = 8;         // than the mean around it, by so many tones
constexpr double around = 1.1;    // mm to each side
constexpr std::size_t most_sides = 250, most_single = 60, most_pairs = 40, most_single_frames = 10, most_frames = 16;

struct Masks {
    BitPlane ink, near;  // near: ink, or a pixel beside it
    double mm;           // pixels
    int step;            // pixels of the planes a pixel
};

std::vector<std::uint8_t> tones_of(const Ink& ink, int step, int width, int height) {
    if (step == 1) return ink.tone;
    std::vector<std::uint8_t> tones;
    tones.reserve(std::size_t(width) * std::size_t(height));
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* tone = ink.tone.data() + 2 * std::size_t(y) * std::size_t(ink.width);
        for (int x = 0; x < width; ++x, tone += 2)
            tones.push_back(std::uint8_t((tone[0] + tone[1] + tone[ink.width] + tone[ink.width + 1]) / 4));
    }
    return tones;
}

// Darker than what is around it: thin lines stand out, pale or soft as they may be, and the gap between them stays.
void mark_ink(const std::vector<std::uint8_t>& tones, double mm, BitPlane& ink) {
    const int width = ink.width(), height = ink.height(), side = std::max(2, int(std::lround(around * mm)));
    std::vector<int> columns(std::size_t(width), 0);  // sums over the rows around y
    const auto row_of = [&](int y) { return tones.data() + std::size_t(y) * std::size_t(width); };
    const auto add = [&](int y, int sign) {
        const std::uint8_t* row = row_of(std::clamp(y, 0, height - 1));
        for (int x = 0; x < width; ++x) columns[std::size_t(x)] += sign * row[x];
    };
    for (int y = -side; y < side; ++y) add(y, 1);
    const int area = (2 * side + 1) * (2 * side + 1);
    for (int y = 0; y < height; ++y) {
        add(y + side, 1);
        const std::uint8_t* row = row_of(y);
        std::uint64_t* to = ink.row(y);
        int sum = 0;
        const auto column = [&](int x) { return columns[std::size_t(std::clamp(x, 0, width - 1))]; };
        for (int x = -side; x < side; ++x) sum += column(x);
        for (int x = 0; x < width; ++x) {
            sum += column(x + side);
            const bool dark = row[x] < paper && (row[x] + darker) * area < sum;
            to[x / 64] |= std::uint64_t(dark) << (x % 64);
            sum -= column(x - side);
        }
        add(y - side, -1);
    }
}

Masks masks_of(const Ink& ink) {
    const int step = ink.dpi < fine_dpi ? 1 : 2;
    const int width = ink.width / step, height = ink.height / step;
    Masks masks{BitPlane(width, height), BitPlane(width, height), ink.dpi / step / mm_per_inch, step};
    if (width < 8 || height < 8) return masks;
    mark_ink(tones_of(ink, step, width, height), masks.mm, masks.ink);
    for (int y = 0; y < height; ++y)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const ShiftedRow from(masks.ink, y, dx, dy);
                std::uint64_t* to = masks.near.row(y);
                for (std::size_t i = 0; i < masks.ink.words(); ++i) to[i] |= from[i];
            }
    return masks;
}

double angle_of(double direction) { return direction * std::numbers::pi / directions; }

struct Range {  // mm
    double least_width = 1e9, most_width = 0, least_height = 1e9, most_height = 0;
    explicit Range(const DoubleFrames& wanted) {
        for (const auto& [width, height] : wanted.sizes) {
            least_width = std::min(least_width, width * (1 - wanted.tolerance));
            most_width = std::max(most_width, width * (1 + wanted.tolerance));
            least_height = std::min(least_height, height * (1 - wanted.tolerance));
            most_height = std::max(most_height, height * (1 + wanted.tolerance));
        }
    }
};

bool fits(const LeanRect& rect, double mm, const DoubleFrames& wanted) {
    return std::any_of(wanted.sizes.begin(), wanted.sizes.end(), [&](const auto& size) {
        return std::abs(rect.width / mm / size.first - 1) < wanted.tolerance &&
               std::abs(rect.height / mm / size.second - 1) < wanted.tolerance;
    });
}

// A part of a side; pixels of the mask.
struct Side {
    int direction;
    double x, y;  // middle
    double length;
    int support;  // pixels that say so
};

// How two sides lie to each other in the direction that is between theirs.
struct Pairing {
    double turn;   // directions that they differ by
    double angle;  // between theirs
    double along, across;
    double shared, together;  // lengths
};

Pairing pairing_of(const Side& a, const Side& b) {
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

// Where a gap lies between two lines of this direction.
void mark_gaps(const Masks& masks, double apart, int direction, BitPlane& gaps) {
    const double across = apart * masks.mm / 2;
    const int dx = int(std::lround(-std::sin(angle_of(direction)) * across));
    const int dy = int(std::lround(std::cos(angle_of(direction)) * across));
    for (int y = 0; y < gaps.height(); ++y) {
        const std::uint64_t* ink = masks.ink.row(y);
        const ShiftedRow one(masks.near, y, dx, dy), other(masks.near, y, -dx, -dy);
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

bool is_same(const Side& a, const Side& b, double mm) {
    if (std::abs(a.x - b.x) + std::abs(a.y - b.y) > 60 * mm) return false;
    const Pairing pair = pairing_of(a, b);
    return pair.turn <= 1 && std::abs(pair.across) < 1.2 * mm && pair.shared > 0.5 * std::min(a.length, b.length);
}

std::vector<Side> sides_of(const Masks& masks, const DoubleFrames& wanted) {
    const Range range(wanted);
    std::vector<Side> all;
    BitPlane gaps(masks.ink.width(), masks.ink.height());
    for (int direction = 0; direction < directions; ++direction) {
        mark_gaps(masks, wanted.apart, direction, gaps);
        const double c = std::cos(angle_of(direction)), s = std::sin(angle_of(direction));
        std::map<int, std::vector<double>> places;  // along, by across
        count_along(gaps, masks.mm, direction,
                    [&](int x, int y) { places[int(std::lround(y * c - x * s))].push_back(x * c + y * s); });
        for (auto& [across, along] : places) {
            std::sort(along.begin(), along.end());
            for (std::size_t first = 0, last = 0; first < along.size(); first = last) {
                for (last = first + 1; last < along.size() && along[last] - along[last - 1] < 3 * masks.mm;) ++last;
                const double length = along[last - 1] - along[first], middle = (along[last - 1] + along[first]) / 2;
                if (length > 3 * masks.mm && length < range.most_width * masks.mm)
                    all.push_back(
                        {direction, middle * c - across * s, middle * s + across * c, length, int(last - first)});
            }
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Side& a, const Side& b) { return a.support > b.support; });
    std::vector<Side> kept;
    for (const Side& side : all) {
        if (kept.size() == most_sides) break;
        if (std::none_of(kept.begin(), kept.end(), [&](const Side& k) { return is_same(side, k, masks.mm); }))
            kept.push_back(side);
    }
    return kept;
}

struct Seen {
    double share = 0;   // of the rectangle's length that has ink, gap, ink, from outside in
    double weight = 0;  // the more of it there is, and the longer, the better; a part of a frame is less than the whole
};

Seen seen_of(const Masks& masks, const LeanRect& rect, double apart) {
    const Places place(rect);
    const double lines = apart * masks.mm;
    const auto at = [](const BitPlane& plane, const Spot& spot) {
        return plane.at(int(std::floor(spot.x)), int(std::floor(spot.y)));
    };
    int seen = 0, tried = 0;
    double least = 1;
    for (const bool along : {true, false}) {
        const double half = (along ? rect.width : rect.height) / 2 - lines;
        const double edge = (along ? rect.height : rect.width) / 2;
        for (const double sign : {1.0, -1.0}) {
            int here = 0, steps = 0;
            for (double t = -half; t <= half; t += 1, ++steps) {
                const auto spot = [&](double depth) {
                    return along ? place(t, sign * (edge - depth)) : place(sign * (edge - depth), t);
                };
                here += at(masks.near, spot(0)) && at(masks.near, spot(lines)) && !at(masks.ink, spot(lines / 2));
            }
            seen += here, tried += steps;
            if (along) least = std::min(least, double(here) / std::max(1, steps));
        }
    }
    constexpr double by_chance = 0.35;
    const double share = std::min(double(seen) / std::max(1, tried), least + 0.25);
    return {share, (share - by_chance) * tried};
}

// Moves, turns and stretches the rectangle to where most is seen.
DoubleFrame settled(const Masks& masks, LeanRect rect, const DoubleFrames& wanted) {
    Seen best = seen_of(masks, rect, wanted.apart);
    // Wide steps of the ends first: print may hide both long sides for some millimetres.
    for (const double step : {24.0, 12.0, 6.0, 3.0, 1.0, 0.5, 0.25}) {
        for (bool better = true; better;) {
            better = false;
            for (int which = 0; which < 7; ++which)
                for (const double sign : {1.0, -1.0}) {
                    if (step > 1 && which != 3 && which != 4) continue;
                    LeanRect other = rect;
                    const double by = sign * step * 2;
                    if (which == 0) other.angle += sign * step * 0.03;
                    if (which == 1 || which == 2) {  // all of it
                        const Spot spot = rect.place(which == 1 ? by : 0, which == 2 ? by : 0);
                        other.x = spot.x, other.y = spot.y;
                    }
                    if (which >= 3) {  // one side, out or in
                        const double far = which % 2 == 0 ? by / 2 : -by / 2;
                        const Spot spot = rect.place(which < 5 ? far : 0, which < 5 ? 0 : far);
                        other.x = spot.x, other.y = spot.y;
                        (which < 5 ? other.width : other.height) += by;
                    }
                    if (!fits(other, masks.mm, wanted)) continue;
                    const Seen seen = seen_of(masks, other, wanted.apart);
                    if (seen.weight <= best.weight + 1e-9) continue;
                    best = seen, rect = other, better = true;
                }
        }
    }
    return {rect, best.share, best.weight};
}

// Two sides say how a frame lies and where one of its ends may be; which size it has is tried.
DoubleFrame sized(const Masks& masks, const LeanRect& rect, const DoubleFrames& wanted) {
    DoubleFrame best{rect, 0, -1e9};
    for (const auto& [width, height] : wanted.sizes)
        for (const double scale : {0.85, 0.95, 1.05, 1.15})
            for (const double at : {-0.5, -0.25, 0.0, 0.25, 0.5}) {
                LeanRect each = rect;
                each.width = width * scale * masks.mm;
                if (!fits(each, masks.mm, wanted)) continue;
                const Spot spot = rect.place(at * (each.width - rect.width), 0);
                each.x = spot.x, each.y = spot.y;
                const Seen seen = seen_of(masks, each, wanted.apart);
                if (seen.weight > best.weight) best = {each, seen.share, seen.weight};
            }
    return best;
}

// The outer line of the frame that two sides belong to.
LeanRect between(const Side& a, const Pairing& pair, const DoubleFrames& wanted, const Range& range, double mm) {
    const double c = std::cos(pair.angle), s = std::sin(pair.angle), across = pair.across / 2;
    const double width =
        std::clamp(pair.together + wanted.apart * mm, range.least_width * mm * 1.01, range.most_width * mm * 0.99);
    return {a.x + pair.along * c - across * s, a.y + pair.along * s + across * c, width,
            std::abs(pair.across) + wanted.apart * mm, pair.angle};
}

}  // namespace

std::vector<DoubleFrame> double_frames(const Ink& ink, const DoubleFrames& wanted) {
    const Masks masks = masks_of(ink);
    const double mm = masks.mm;
    const Range range(wanted);
    const std::vector<Side> sides = sides_of(masks, wanted);
    std::vector<DoubleFrame> found;
    for (std::size_t i = 0; i < sides.size(); ++i)
        for (std::size_t j = i + 1; j < sides.size(); ++j) {
            const Side &a = sides[i], &b = sides[j];
            if (std::abs(a.x - b.x) + std::abs(a.y - b.y) > 2 * range.most_width * mm) continue;
            const Pairing pair = pairing_of(a, b);
            const double height = std::abs(pair.across) / mm + wanted.apart;
            if (pair.turn > 1 || height < range.least_height || height > range.most_height) continue;
            if (pair.together < 0.7 * range.least_width * mm || pair.together > range.most_width * mm) continue;
            if (pair.shared < 0.3 * std::min(a.length, b.length)) continue;
            const LeanRect rect = between(a, pair, wanted, range, mm);
            const Seen seen = seen_of(masks, rect, wanted.apart);
            if (seen.share > 0.2) found.push_back({rect, seen.share, seen.weight});
        }
    const auto better = [](const DoubleFrame& a, const DoubleFrame& b) { return a.weight > b.weight; };
    // Print may hide one long side altogether.
    std::vector<DoubleFrame> single;
    std::set<double> heights;
    for (const auto& [width, height] : wanted.sizes) heights.insert(height);
    for (std::size_t i = 0; i < std::min(sides.size(), most_single); ++i)
        for (const double height : heights)
            for (const double sign : {1.0, -1.0}) {
                const Side& side = sides[i];
                if (side.length < 8 * mm || side.length < 0.5 * range.least_width * mm) continue;
                const double angle = angle_of(side.direction), across = sign * (height - wanted.apart) * mm / 2;
                const LeanRect rect{side.x - across * std::sin(angle), side.y + across * std::cos(angle),
                                    std::max(side.length, range.least_width * mm * 1.01), height * mm, angle};
                const Seen seen = seen_of(masks, rect, wanted.apart);
                if (seen.share > 0.25) single.push_back({rect, seen.share, seen.weight});
            }
    const auto keep_best = [&](std::vector<DoubleFrame>& frames, std::size_t most) {
        std::stable_sort(frames.begin(), frames.end(), better);
        if (frames.size() > most) frames.resize(most);
    };
    keep_best(found, most_pairs);
    keep_best(single, most_single_frames);
    found.insert(found.end(), single.begin(), single.end());
    for (DoubleFrame& frame : found) frame = sized(masks, frame.rect, wanted);
    keep_best(found, most_frames);
    for (DoubleFrame& frame : found) frame = settled(masks, frame.rect, wanted);
    std::stable_sort(found.begin(), found.end(), better);
    std::vector<DoubleFrame> kept;
    for (DoubleFrame frame : found) {
        if (frame.there < 0.45) continue;
        const auto same = [&](const DoubleFrame& other) {
            return std::hypot(other.rect.x / masks.step - frame.rect.x, other.rect.y / masks.step - frame.rect.y) <
                   4 * mm;
        };
        if (std::any_of(kept.begin(), kept.end(), same)) continue;
        frame.rect = frame.rect.scaled(masks.step);
        kept.push_back(frame);
    }
    return kept;
}

}  // namespace saoy::image
