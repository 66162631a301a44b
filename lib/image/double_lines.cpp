// SPDX-License-Identifier: Apache-2.0
#include "lib/image/double_lines.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "lib/image/double_sides.hpp"
#include "lib/image/thin_ink.hpp"

namespace saoy::image {

namespace {

constexpr std::size_t most_single = 60, most_pairs = 40, most_single_frames = 14, most_frames = 16,
                      most_worn_frames = 10;

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

struct Seen {
    double share = 0;   // of the rectangle's length that has ink, gap, ink, from outside in
    double weight = 0;  // the more of it there is, and the longer, the better; a part of a frame is less than the whole
    double rank = 0;    // the larger, the less by chance
};

// `level` and `upright`: the share of the side that shows less, of the long ones and of the short ones. Print or a worn
// stamp may leave nothing of one long side where both ends are plain.
Seen seen_from(double seen, double tried, double level, double upright) {
    const double least = std::max(level, upright - 0.25);
    constexpr double by_chance = 0.35, between_lines = 0.42;  // the latter as much as lines of text show of long frames
    const double share = std::min(seen / std::max(1.0, tried), least + 0.25);
    return {share, (share - by_chance) * tried, (share - between_lines) * std::sqrt(tried)};
}

// Steps along a line of a plane, a pixel each.
class Walk {
public:
    Walk(const Spot& from, const Spot& step)
        : x_(fixed(from.x)), y_(fixed(from.y)), dx_(fixed(step.x)), dy_(fixed(step.y)) {}
    bool on(const BitPlane& plane) const { return plane.at(int(x_ >> 16), int(y_ >> 16)); }
    void step() { x_ += dx_, y_ += dy_; }

private:
    static std::int64_t fixed(double value) { return std::int64_t(std::floor(value * 65536)); }
    std::int64_t x_, y_, dx_, dy_;
};

// Where to walk in a rectangle: its places, and a step along and across.
struct Ways {
    Places place;
    Spot along, across;
    explicit Ways(const LeanRect& rect)
        : place(rect), along{std::cos(rect.angle), std::sin(rect.angle)}, across{-along.y, along.x} {}
};

// Of `steps` pixels from one place of the rectangle on, level or down: those with ink, gap, ink. `along` and `across`
// are where the outer line begins, `in` leads to the inner one.
template <class Call>
void see_side(const ThinInk& thin, const Ways& ways, bool level, double along, double across, double in, int steps,
              const Call& call) {
    const auto from = [&](double depth) {
        return Walk(level ? ways.place(along, across + depth) : ways.place(along + depth, across),
                    level ? ways.along : ways.across);
    };
    Walk outer = from(0), gap = from(in / 2), inner = from(in);
    for (int i = 0; i < steps; ++i, outer.step(), gap.step(), inner.step())
        call(i, outer.on(thin.near) && inner.on(thin.near) && !gap.on(thin.ink));
}

Seen seen_of(const ThinInk& thin, const LeanRect& rect, double apart) {
    const double lines = apart * thin.mm;
    const Ways ways(rect);
    int seen = 0, tried = 0;
    double least[] = {1, 1};
    for (const bool level : {true, false}) {
        const double half = (level ? rect.width : rect.height) / 2 - lines;
        const double edge = (level ? rect.height : rect.width) / 2;
        const int steps = int(2 * half) + 1;
        for (const double sign : {1.0, -1.0}) {
            int here = 0;
            see_side(thin, ways, level, level ? -half : sign * edge, level ? sign * edge : -half, -sign * lines, steps,
                     [&](int, bool there) { here += there; });
            seen += here, tried += steps;
            least[level] = std::min(least[level], double(here) / std::max(1, steps));
        }
    }
    return seen_from(seen, tried, least[true], least[false]);
}

// Two sides say how a frame lies, print may hide its ends and some millimetres beside them: they are sought `reach` mm
// outwards and all the way in.
DoubleFrame ended(const ThinInk& thin, const LeanRect& rect, const DoubleFrames& wanted, double reach) {
    const int lines = int(std::lround(wanted.apart * thin.mm)), half = int(rect.width / 2 + reach * thin.mm);
    const int count = 2 * half + 1;
    const double edge = rect.height / 2, inside = edge - lines;
    const Ways ways(rect);
    std::vector<int> upper(std::size_t(count) + 1), lower(upper),
        end(upper);  // the first two: of all that is further left
    const auto sum_up = [&](std::vector<int>& sums, double sign) {
        see_side(thin, ways, true, -half, sign * edge, -sign * lines, count,
                 [&](int i, bool there) { sums[std::size_t(i) + 1] = sums[std::size_t(i)] + there; });
    };
    sum_up(upper, -1), sum_up(lower, 1);
    const int rows = std::max(1, int(2 * inside) + 1);
    for (int row = 0; row < rows; ++row) {
        const auto from = [&](double along) { return Walk(ways.place(along - half, row - inside), ways.along); };
        Walk left = from(0), gap = from(lines / 2.0), right = from(lines);
        for (int i = 0; i < count; ++i, left.step(), gap.step(), right.step())
            end[std::size_t(i)] += left.on(thin.near) && right.on(thin.near) && !gap.on(thin.ink);
    }
    std::vector<bool> fitting(std::size_t(count), false);
    for (int width = 0; width < count; ++width)
        fitting[std::size_t(width)] = fits({0, 0, double(width), rect.height, 0}, thin.mm, wanted);
    Seen best{0, -1e9, 0};
    int first = 0, last = 0;
    const auto try_ends = [&](int from, int to, const auto& end_at) {
        if (from < 0 || to >= count || to <= from || !fitting[std::size_t(to - from)]) return;
        const auto a = std::size_t(from + lines), b = std::size_t(to - lines + 1);
        const int above = upper[b] - upper[a], below = lower[b] - lower[a], steps = int(b - a);
        const int left = end_at(from), right = end_at(to - lines);
        const Seen seen = seen_from(above + below + left + right, 2 * (steps + rows),
                                    double(std::min(above, below)) / steps, double(std::min(left, right)) / rows);
        if (seen.weight > best.weight) best = seen, first = from, last = to;
    };
    // Every other place first, as good as the better of it and the next.
    const auto better_of_two = [&](int i) { return std::max(end[std::size_t(i)], end[std::size_t(i) + 1]); };
    for (int from = 0; from < count; from += 2)
        for (int to = from + 4 * lines; to < count; to += 2) try_ends(from, to, better_of_two);
    const int coarse_first = first, coarse_last = last;
    best.weight = -1e9;
    for (int from = coarse_first; from <= coarse_first + 1; ++from)
        for (int to = coarse_last; to <= coarse_last + 1; ++to)
            try_ends(from, to, [&](int i) { return end[std::size_t(i)]; });
    if (last == 0) return {rect, 0, -1e9, -1e9};
    LeanRect found = rect;
    const Spot spot = rect.place((first + last) / 2.0 - half, 0);
    found.x = spot.x, found.y = spot.y, found.width = last - first;
    return {found, best.share, best.weight, best.rank};
}

// Moves, turns and stretches the rectangle a little, to where most is seen.
DoubleFrame settled(const ThinInk& thin, LeanRect rect, const DoubleFrames& wanted) {
    Seen best = seen_of(thin, rect, wanted.apart);
    for (const double step : {1.0, 0.5, 0.25}) {
        for (bool better = true; better;) {
            better = false;
            for (int which = 0; which < 6; ++which)
                for (const double sign : {1.0, -1.0}) {
                    LeanRect other = rect;
                    const double by = sign * step * 2;
                    if (which == 0) other.angle += sign * step * 0.03;
                    if (which == 1) {  // all of it, across
                        const Spot spot = rect.place(0, by);
                        other.x = spot.x, other.y = spot.y;
                    }
                    if (which >= 2) {  // one side, out or in
                        const double far = which % 2 == 0 ? by / 2 : -by / 2;
                        const Spot spot = rect.place(which < 4 ? far : 0, which < 4 ? 0 : far);
                        other.x = spot.x, other.y = spot.y;
                        (which < 4 ? other.width : other.height) += by;
                    }
                    if (!fits(other, thin.mm, wanted)) continue;
                    const Seen seen = seen_of(thin, other, wanted.apart);
                    if (seen.weight <= best.weight + 1e-9) continue;
                    best = seen, rect = other, better = true;
                }
        }
    }
    return {rect, best.share, best.weight, best.rank};
}

// The outer line of the frame that two sides belong to.
LeanRect between(const DoubleSide& a, const Pairing& pair, const DoubleFrames& wanted, const Range& range, double mm) {
    const double c = std::cos(pair.angle), s = std::sin(pair.angle), across = pair.across / 2;
    const double width =
        std::clamp(pair.together + wanted.apart * mm, range.least_width * mm * 1.01, range.most_width * mm * 0.99);
    return {a.x + pair.along * c - across * s, a.y + pair.along * s + across * c, width,
            std::abs(pair.across) + wanted.apart * mm, pair.angle};
}

void keep_best(std::vector<DoubleFrame>& frames, std::size_t most) {
    std::stable_sort(frames.begin(), frames.end(),
                     [](const DoubleFrame& a, const DoubleFrame& b) { return a.rank > b.rank; });
    if (frames.size() > most) frames.resize(most);
}

// Two sides opposite each other.
std::vector<DoubleFrame> of_pairs(const ThinInk& thin, const std::vector<DoubleSide>& sides, const DoubleFrames& wanted,
                                  const Range& range) {
    const double mm = thin.mm;
    std::vector<DoubleFrame> found;
    for (std::size_t i = 0; i < sides.size(); ++i)
        for (std::size_t j = i + 1; j < sides.size(); ++j) {
            const DoubleSide &a = sides[i], &b = sides[j];
            if (std::abs(a.x - b.x) + std::abs(a.y - b.y) > 2 * range.most_width * mm) continue;
            const Pairing pair = pairing_of(a, b);
            const double height = std::abs(pair.across) / mm + wanted.apart;
            if (pair.turn > 1 || height < range.least_height || height > range.most_height) continue;
            if (pair.together < 0.7 * range.least_width * mm || pair.together > range.most_width * mm) continue;
            if (pair.shared < 0.3 * std::min(a.length, b.length)) continue;
            const LeanRect rect = between(a, pair, wanted, range, mm);
            const Seen seen = seen_of(thin, rect, wanted.apart);
            if (seen.share > 0.2) found.push_back({rect, seen.share, seen.weight, seen.rank});
        }
    keep_best(found, most_pairs);
    return found;
}

// One long side and what stands on its ends, the other long side being worn or hidden.
std::vector<DoubleFrame> of_corners(const ThinInk& thin, const std::vector<DoubleSide>& sides,
                                    const DoubleFrames& wanted, const Range& range) {
    const double mm = thin.mm, lines = wanted.apart * mm;
    std::vector<DoubleFrame> found;
    for (std::size_t i = 0; i < std::min(sides.size(), most_single); ++i) {
        const DoubleSide& side = sides[i];
        if (side.length < 8 * mm) continue;
        const double angle = angle_of(side.direction), c = std::cos(angle), s = std::sin(angle);
        for (const double sign : {1.0, -1.0}) {
            double first = -side.length / 2, last = -first;
            int ends = 0;
            for (const DoubleSide& end : sides) {
                const double turn = std::abs(std::remainder(end.direction - side.direction, double(directions)));
                if (std::abs(turn - directions / 2.0) > 1.5 || end.length > range.most_height * mm) continue;
                const double u = (end.x - side.x) * c + (end.y - side.y) * s;
                const double v = sign * ((end.y - side.y) * c - (end.x - side.x) * s);
                if (v < 1.5 * mm || v > range.most_height * mm / 2) continue;
                if (std::abs(std::abs(u) - side.length / 2) > 3 * mm) continue;
                (u < 0 ? first : last) = u;
                ++ends;
            }
            if (ends == 0) continue;
            const double width =
                std::clamp(last - first + lines, range.least_width * mm * 1.01, range.most_width * mm * 0.99);
            const double along = (first + last) / 2;
            std::set<double> heights;
            for (const auto& [wide, high] : wanted.sizes)
                if (std::abs(width / mm / wide - 1) < wanted.tolerance) heights.insert(high);
            for (const double height : heights) {
                const double across = sign * (height * mm - lines) / 2;
                const LeanRect rect{side.x + along * c - across * s, side.y + along * s + across * c, width,
                                    height * mm, angle};
                const Seen seen = seen_of(thin, rect, wanted.apart);
                found.push_back({rect, seen.share, seen.weight, seen.rank});
            }
        }
    }
    keep_best(found, most_single_frames);
    return found;
}

// Two short sides opposite each other: print may hide the long ones.
std::vector<DoubleFrame> of_ends(const ThinInk& thin, const std::vector<DoubleSide>& sides, const DoubleFrames& wanted,
                                 const Range& range) {
    const double mm = thin.mm;
    const auto is_end = [&](const DoubleSide& side) {
        return side.length > 3.5 * mm && side.length < range.most_height * mm;
    };
    std::vector<DoubleFrame> found;
    for (std::size_t i = 0; i < sides.size(); ++i)
        for (std::size_t j = i + 1; j < sides.size(); ++j) {
            const DoubleSide &a = sides[i], &b = sides[j];
            if (!is_end(a) || !is_end(b)) continue;
            const double dx = b.x - a.x, dy = b.y - a.y, width = std::hypot(dx, dy) + wanted.apart * mm;
            if (width < range.least_width * mm || width > range.most_width * mm) continue;
            const Pairing pair = pairing_of(a, b);
            if (pair.turn > 2 || pair.shared < 0.5 * std::min(a.length, b.length)) continue;
            const double angle = pair.angle + std::numbers::pi / 2;
            for (const auto& [wide, high] : wanted.sizes) {
                if (std::abs(width / mm / wide - 1) > 0.15 || high * (1 + wanted.tolerance) * mm < pair.together)
                    continue;
                const LeanRect rect{a.x + dx / 2, a.y + dy / 2, width, high * mm, angle};
                const Seen seen = seen_of(thin, rect, wanted.apart);
                if (seen.share > 0.2) found.push_back({rect, seen.share, seen.weight, seen.rank});
            }
        }
    keep_best(found, most_single_frames);
    return found;
}

// One long side: print may hide the other altogether.
std::vector<DoubleFrame> of_single(const ThinInk& thin, const std::vector<DoubleSide>& sides,
                                   const DoubleFrames& wanted, const Range& range) {
    const double mm = thin.mm;
    std::set<double> heights;
    for (const auto& [width, height] : wanted.sizes)
        for (const double scale : {0.88, 1.0, 1.12}) heights.insert(height * scale);
    std::vector<DoubleFrame> found;
    for (std::size_t i = 0; i < std::min(sides.size(), most_single); ++i)
        for (const double height : heights)
            for (const double sign : {1.0, -1.0}) {
                const DoubleSide& side = sides[i];
                if (side.length < 8 * mm || side.length < 0.5 * range.least_width * mm) continue;
                const double angle = angle_of(side.direction), across = sign * (height - wanted.apart) * mm / 2;
                const LeanRect rect{side.x - across * std::sin(angle), side.y + across * std::cos(angle),
                                    std::max(side.length, range.least_width * mm * 1.01), height * mm, angle};
                const Seen seen = seen_of(thin, rect, wanted.apart);
                if (seen.share > 0.25) found.push_back({rect, seen.share, seen.weight, seen.rank});
            }
    keep_best(found, most_single_frames);
    return found;
}

}  // namespace

namespace {

bool alike(const DoubleFrame& a, const DoubleFrame& b, double mm) {
    return std::hypot(a.rect.x - b.rect.x, a.rect.y - b.rect.y) < 0.6 * mm &&
           std::abs(a.rect.width - b.rect.width) < mm && std::abs(a.rect.height - b.rect.height) < 0.4 * mm;
}

// The best, none twice, with their ends and as they lie.
void settle(const ThinInk& thin, std::vector<DoubleFrame>& frames, const DoubleFrames& wanted, std::size_t most) {
    constexpr double far = 12, near = 6;  // mm
    for (DoubleFrame& frame : frames) frame = ended(thin, frame.rect, wanted, far);
    std::vector<DoubleFrame> kept;
    keep_best(frames, frames.size());
    for (const DoubleFrame& frame : frames)
        if (kept.size() < most &&
            std::none_of(kept.begin(), kept.end(), [&](const auto& other) { return alike(frame, other, thin.mm); }))
            kept.push_back(frame);
    for (DoubleFrame& frame : kept) {
        frame = settled(thin, frame.rect, wanted);
        // Lying better, it may be longer.
        const DoubleFrame again = ended(thin, frame.rect, wanted, near);
        if (again.weight > frame.weight) frame = settled(thin, again.rect, wanted);
    }
    frames = std::move(kept);
}

std::vector<DoubleFrame> frames_in(const ThinInk& thin, const DoubleFrames& wanted) {
    const Range range(wanted);
    const std::vector<DoubleSide> sides = double_sides(thin, wanted.apart, range.most_width);
    const auto both = [](std::vector<DoubleFrame> some, const std::vector<DoubleFrame>& more) {
        some.insert(some.end(), more.begin(), more.end());
        return some;
    };
    std::vector<DoubleFrame> plain = both(of_pairs(thin, sides, wanted, range), of_single(thin, sides, wanted, range));
    std::vector<DoubleFrame> worn = both(of_corners(thin, sides, wanted, range), of_ends(thin, sides, wanted, range));
    settle(thin, plain, wanted, most_frames);
    settle(thin, worn, wanted, most_worn_frames);
    std::vector<DoubleFrame> found = both(std::move(plain), worn);
    for (DoubleFrame& frame : found) frame.rect = frame.rect.scaled(thin.step);
    return found;
}

}  // namespace

std::vector<DoubleFrame> double_frames(const Ink& ink, const DoubleFrames& wanted) {
    std::vector<DoubleFrame> found = frames_in(thin_ink(ink, Layer::Kind::all), wanted);
    // Print that crosses a stamp is not in the stamp's own ink.
    const auto apart = ink.red.empty() ? Layer::Kind::middle : Layer::Kind::red;
    const std::vector<DoubleFrame> more = frames_in(thin_ink(ink, apart), wanted);
    found.insert(found.end(), more.begin(), more.end());
    std::stable_sort(found.begin(), found.end(),
                     [](const DoubleFrame& a, const DoubleFrame& b) { return a.weight > b.weight; });
    const double mm = ink.dpi / 25.4;
    // Of 254 stamps, broken or under print, the least had 2.7; two of three frames that are none have less than 2.
    constexpr double least_there = 0.45, least_rank = 1.2;
    std::vector<DoubleFrame> kept;
    for (const DoubleFrame& frame : found) {
        if (frame.there < least_there || frame.rank < least_rank) continue;
        const auto same = [&](const DoubleFrame& other) {
            return std::hypot(other.rect.x - frame.rect.x, other.rect.y - frame.rect.y) < 4 * mm &&
                   std::abs(other.rect.width - frame.rect.width) < 4 * mm &&
                   std::abs(other.rect.height - frame.rect.height) < 2 * mm;
        };
        if (std::none_of(kept.begin(), kept.end(), same)) kept.push_back(frame);
    }
    return kept;
}

}  // namespace saoy::image
