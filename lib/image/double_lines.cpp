// SPDX-License-Identifier: Apache-2.0
#include "lib/image/double_lines.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "lib/image/double_sides.hpp"
#include "lib/image/thin_ink.hpp"

namespace saoy::image {

namespace {

constexpr std::size_t most_single = 60, most_pairs = 40, most_single_frames = 10, most_frames = 16;

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
};

Seen seen_of(const ThinInk& thin, const LeanRect& rect, double apart) {
    const Places place(rect);
    const double lines = apart * thin.mm;
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
                here += at(thin.near, spot(0)) && at(thin.near, spot(lines)) && !at(thin.ink, spot(lines / 2));
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
DoubleFrame settled(const ThinInk& thin, LeanRect rect, const DoubleFrames& wanted) {
    Seen best = seen_of(thin, rect, wanted.apart);
    // How it leans first; then wide steps of the ends: print may hide both long sides for some millimetres.
    for (const double step : {1.0, 0.5, 24.0, 12.0, 6.0, 3.0, 1.0, 0.5, 0.25}) {
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
                    if (!fits(other, thin.mm, wanted)) continue;
                    const Seen seen = seen_of(thin, other, wanted.apart);
                    if (seen.weight <= best.weight + 1e-9) continue;
                    best = seen, rect = other, better = true;
                }
        }
    }
    return {rect, best.share, best.weight};
}

// Two sides say how a frame lies and where one of its ends may be; which size it has is tried.
DoubleFrame sized(const ThinInk& thin, const LeanRect& rect, const DoubleFrames& wanted) {
    DoubleFrame best{rect, 0, -1e9};
    for (const auto& [width, height] : wanted.sizes)
        for (const double scale : {0.85, 0.95, 1.05, 1.15})
            for (const double at : {-0.5, -0.25, 0.0, 0.25, 0.5}) {
                LeanRect each = rect;
                each.width = width * scale * thin.mm;
                if (!fits(each, thin.mm, wanted)) continue;
                const Spot spot = rect.place(at * (each.width - rect.width), 0);
                each.x = spot.x, each.y = spot.y;
                const Seen seen = seen_of(thin, each, wanted.apart);
                if (seen.weight > best.weight) best = {each, seen.share, seen.weight};
            }
    return best;
}

// The outer line of the frame that two sides belong to.
LeanRect between(const DoubleSide& a, const Pairing& pair, const DoubleFrames& wanted, const Range& range, double mm) {
    const double c = std::cos(pair.angle), s = std::sin(pair.angle), across = pair.across / 2;
    const double width =
        std::clamp(pair.together + wanted.apart * mm, range.least_width * mm * 1.01, range.most_width * mm * 0.99);
    return {a.x + pair.along * c - across * s, a.y + pair.along * s + across * c, width,
            std::abs(pair.across) + wanted.apart * mm, pair.angle};
}

bool is_better(const DoubleFrame& a, const DoubleFrame& b) { return a.weight > b.weight; }

void keep_best(std::vector<DoubleFrame>& frames, std::size_t most) {
    std::stable_sort(frames.begin(), frames.end(), is_better);
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
            if (seen.share > 0.2) found.push_back({rect, seen.share, seen.weight});
        }
    keep_best(found, most_pairs);
    return found;
}

// One long side: print may hide the other altogether.
std::vector<DoubleFrame> of_single(const ThinInk& thin, const std::vector<DoubleSide>& sides,
                                   const DoubleFrames& wanted, const Range& range) {
    const double mm = thin.mm;
    std::set<double> heights;
    for (const auto& [width, height] : wanted.sizes) heights.insert(height);
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
                if (seen.share > 0.25) found.push_back({rect, seen.share, seen.weight});
            }
    keep_best(found, most_single_frames);
    return found;
}

}  // namespace

namespace {

std::vector<DoubleFrame> frames_in(const ThinInk& thin, const DoubleFrames& wanted) {
    const Range range(wanted);
    const std::vector<DoubleSide> sides = double_sides(thin, wanted.apart, range.most_width);
    std::vector<DoubleFrame> found = of_pairs(thin, sides, wanted, range);
    const std::vector<DoubleFrame> single = of_single(thin, sides, wanted, range);
    found.insert(found.end(), single.begin(), single.end());
    for (DoubleFrame& frame : found) frame = sized(thin, frame.rect, wanted);
    keep_best(found, most_frames);
    for (DoubleFrame& frame : found) frame = settled(thin, frame.rect, wanted);
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
    std::stable_sort(found.begin(), found.end(), is_better);
    const double near = 4 * ink.dpi / 25.4;
    std::vector<DoubleFrame> kept;
    for (const DoubleFrame& frame : found) {
        if (frame.there < 0.45) continue;
        const auto same = [&](const DoubleFrame& other) {
            return std::hypot(other.rect.x - frame.rect.x, other.rect.y - frame.rect.y) < near;
        };
        if (std::none_of(kept.begin(), kept.end(), same)) kept.push_back(frame);
    }
    return kept;
}

}  // namespace saoy::image
