// SPDX-License-Identifier: Apache-2.0
#include "lib/image/seal_rings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>

#include "lib/image/components.hpp"
#include "lib/image/smaller.hpp"
#include "lib/image/sweeps.hpp"
#include "lib/model/homography.hpp"

namespace saoy::image {

namespace {

constexpr double least_radius = 11, most_radius = 22.5;  // mm
constexpr double search_dpi = 50;
constexpr int ink_below = 190;   // thin rings in pale ink, on paper that is nearly white
constexpr int directions = 120;  // in which a ring is looked at
constexpr double closed = 0.78;  // share of them that meet ink, print and wear leave out the rest
constexpr l_uint8 white = 255;

// An image's levels without a call for each; white outside.
struct Levels {
    Levels(const Pix& grey)
        : data(pixGetData(grey.get())),
          words(pixGetWpl(grey.get())),
          width(pixGetWidth(grey.get())),
          height(pixGetHeight(grey.get())) {}
    int at(int x, int y) const {
        return x < 0 || y < 0 || x >= width || y >= height ? white : int(GET_DATA_BYTE(data + y * words, x));
    }
    const l_uint32* data;
    std::ptrdiff_t words;
    int width, height;
};

void whiten(Pix& grey, int x, int y) {
    if (x < 0 || y < 0 || x >= pixGetWidth(grey.get()) || y >= pixGetHeight(grey.get())) return;
    SET_DATA_BYTE(pixGetData(grey.get()) + std::ptrdiff_t(y) * pixGetWpl(grey.get()), x, white);
}

const std::array<Point, directions> rays = [] {
    std::array<Point, directions> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double angle = 2 * std::numbers::pi * double(i) / directions;
        all[i] = {std::cos(angle), std::sin(angle)};
    }
    return all;
}();

// To the nearest pixel; what rounds to less than this far outside the page comes nowhere near it.
int nearest(double at) {
    constexpr int outside = 1 << 20;
    return at < 0.5 - outside ? -outside : int(at + (outside + 0.5)) - outside;
}

// The darkest of a few pixels across a ring.
int darkest_around(const Levels& grey, double x, double y, const Point& ray, double radius, double slack) {
    int least = white;
    for (double r = radius - slack; r <= radius + slack; r += 0.5)
        least = std::min(least, grey.at(nearest(x + r * ray.x), nearest(y + r * ray.y)));
    return least;
}

// In what share of the directions there is ink at about this distance; 0 as soon as it cannot be over `least`.
double closure(const Levels& grey, double x, double y, double radius, double slack, double least = 0) {
    int missed = 0;
    for (const Point& ray : rays)
        if (darkest_around(grey, x, y, ray, radius, slack) >= ink_below && ++missed >= directions * (1 - least))
            return 0;
    return 1 - double(missed) / directions;
}

// The pixel that most edges of a component point at, from the distance of a ring. Edges of a thin ring point both ways.
std::optional<std::pair<int, int>> centre_of(const Component& part, const Levels& grey) {
    const double mm = search_dpi / 25.4;
    const int margin = int(most_radius * mm / 2), width = part.box.width + 2 * margin,
              height = part.box.height + 2 * margin, left = part.box.left - margin, top = part.box.top - margin;
    std::vector<int> votes(std::size_t(width) * std::size_t(height));
    const auto vote = [&](int x, int y) {
        const auto at = [&](int dx, int dy) { return grey.at(x + dx, y + dy); };
        const double gx = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
        const double gy = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
        const double steep = std::hypot(gx, gy);
        if (steep < 60) return;
        for (const double way : {-1.0, 1.0})
            for (double r = least_radius * mm; r <= most_radius * mm; ++r) {
                const int to_x = nearest(x + way * r * gx / steep) - left,
                          to_y = nearest(y + way * r * gy / steep) - top;
                if (to_x >= 0 && to_y >= 0 && to_x < width && to_y < height)
                    ++votes[std::size_t(to_y) * std::size_t(width) + std::size_t(to_x)];
            }
    };
    for (const Run& run : part.runs)  // a line of one pixel has its edges beside it
        for (int y = run.y - 1; y <= run.y + 1; ++y)
            for (int x = run.left - 1; x <= run.right + 1; ++x) vote(x, y);
    int most = 0;
    std::pair<int, int> best;
    for (int y = 1; y + 1 < height; ++y)
        for (int x = 1; x + 1 < width; ++x) {
            int sum = 0;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx)
                    sum += votes[std::size_t(y + dy) * std::size_t(width) + std::size_t(x + dx)];
            if (sum > most) most = sum, best = {x + left, y + top};
        }
    constexpr int fewest = 60;  // edges of a whole ring of the least radius are twice 140
    if (most < fewest) return std::nullopt;
    return best;
}

// The circle most nearly closed among those about this one.
SealRing best_near(const Levels& grey, const SealRing& about, double reach, double from, double to) {
    SealRing best;
    double most = 0;
    for (double dy = -reach; dy <= reach; ++dy)
        for (double dx = -reach; dx <= reach; ++dx)
            for (double r = to; r >= from; --r) {
                const double share = closure(grey, about.x + dx, about.y + dy, r, 0.5, most);
                if (share <= most + 0.01) continue;
                most = share;
                best = {about.x + dx, about.y + dy, r, {}};
            }
    return best;
}

// Moves a ring to the circle through the outer edge of its ink: least squares (Kåsa), then again without what print and
// pens that cross it left far from it.
void fit(const Levels& grey, SealRing& seal, double mm) {
    for (const double keep : {1.0, 0.35}) {
        double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, sxz = 0, syz = 0, sz = 0;
        for (const Point& ray : rays)
            for (double r = seal.radius + 1.2 * mm; r > seal.radius - 1.2 * mm; r -= 0.5) {
                const double x = r * ray.x, y = r * ray.y;
                if (grey.at(nearest(seal.x + x), nearest(seal.y + y)) >= ink_below) continue;
                if (std::abs(r - seal.radius) <= keep * mm) {
                    const double z = x * x + y * y;
                    ++n, sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y, sxz += x * z, syz += y * z,
                        sz += z;
                }
                break;
            }
        if (n < directions / 2.0) return;
        // x, y around their means: the rest of the normal equations is two by two
        const double a = sxx - sx * sx / n, b = sxy - sx * sy / n, c = syy - sy * sy / n;
        const double u = (sxz - sx * sz / n) / 2, v = (syz - sy * sz / n) / 2, det = a * c - b * b;
        if (det <= 0) return;
        const double x = (u * c - v * b) / det, y = (a * v - b * u) / det;
        if (std::hypot(x, y) > mm) return;
        const double radius = std::sqrt(std::max(0.0, (sz - 2 * x * sx - 2 * y * sy) / n + x * x + y * y));
        seal.x += x, seal.y += y, seal.radius = radius;
    }
}

// All rings around the point of `small` that edges point at; on the page, which is finer by `factor`.
std::optional<SealRing> rings_around(const std::pair<int, int>& centre, const Pix& small, const Pix& grey, int factor,
                                     double dpi) {
    const double mm = dpi / 25.4, coarse_mm = mm / factor;
    SealRing seal{double(centre.first), double(centre.second), 0, {}};
    for (int step = 0; step < 3; ++step)  // votes may lie some pixels aside
        seal = best_near(small, seal, 2, least_radius * coarse_mm, most_radius * coarse_mm);
    if (seal.radius == 0 || closure(small, seal.x, seal.y, seal.radius, 0.5) < closed) return std::nullopt;
    seal = {(seal.x + 0.5) * factor, (seal.y + 0.5) * factor, seal.radius * factor, {}};
    if (factor > 1) seal = best_near(grey, seal, factor, seal.radius - factor, seal.radius + factor);
    const double slack = std::max(1.0, 0.25 * mm);
    // Another one may go around it.
    const double apart = 0.03 * seal.radius + slack;
    if (seal.radius + apart < most_radius * mm) {
        const SealRing outer = best_near(grey, seal, 2, seal.radius + apart, most_radius * mm);
        if (outer.radius > 0 && closure(grey, outer.x, outer.y, outer.radius, slack) >= closed &&
            closure(grey, outer.x, outer.y, outer.radius + 1.2 * mm, 0.5) <= 0.5)
            seal = outer;
    }
    fit(grey, seal, mm);
    // Rings have paper between and around them; what is filled has none.
    if (closure(grey, seal.x, seal.y, seal.radius + 1.2 * mm, 0.5) > 0.5) return std::nullopt;
    double met = 0;
    int tried = 0;
    for (double r = 0.3 * seal.radius; r < seal.radius; r += slack, ++tried) {
        const double share = closure(grey, seal.x, seal.y, r, 0.5);
        met += share;
        if (share >= closed && r < seal.radius - 2 * slack && (seal.inner.empty() || r - seal.inner.back() > 2 * slack))
            seal.inner.push_back(r);
    }
    if (met > 0.8 * tried) return std::nullopt;
    return seal;
}

// The level under which the darkest `share` of some pixels lie.
int rank_of(std::array<long, 256> counts, double share) {
    long all = 0, seen = 0;
    for (const long count : counts) all += count;
    for (int level = 0; level < 256; ++level)
        if (double(seen += counts[std::size_t(level)]) >= share * double(all)) return level;
    return 255;
}

// Of the ink outside the seal: where most of the print's strokes are as dark as they get.
int print_level(const Pix& grey, const SealRing& seal) {
    std::array<long, 256> counts{};
    const int width = pixGetWidth(grey.get()), height = pixGetHeight(grey.get());
    for (int y = 0; y < height; y += 2) {
        const l_uint32* const row = pixGetData(grey.get()) + std::ptrdiff_t(y) * pixGetWpl(grey.get());
        for (int x = 0; x < width; ++x) {
            const int level = int(GET_DATA_BYTE(row, x));
            if (level >= ink_below - 40) continue;
            const double dx = x - seal.x, dy = y - seal.y, near = 1.1 * seal.radius;
            if (dx * dx + dy * dy > near * near) ++counts[std::size_t(level)];
        }
    }
    return rank_of(counts, 0.25);
}

int ring_level(const Pix& grey, const SealRing& seal) {
    std::array<long, 256> counts{};
    for (const Point& ray : rays)
        ++counts[std::size_t(darkest_around(grey, seal.x, seal.y, ray, 0.98 * seal.radius, 3))];
    return rank_of(counts, 0.4);
}

template <class Do>
void within(const Pix& grey, const SealRing& seal, double radius, const Do& work) {
    const int right = std::min(pixGetWidth(grey.get()) - 1, int(seal.x + radius)),
              bottom = std::min(pixGetHeight(grey.get()) - 1, int(seal.y + radius));
    for (int y = std::max(0, int(seal.y - radius)); y <= bottom; ++y)
        for (int x = std::max(0, int(seal.x - radius)); x <= right; ++x)
            if (const double r = std::hypot(x - seal.x, y - seal.y); r <= radius) work(x, y, r);
}

void fade_paler(Pix& grey, const SealRing& seal, int dark, int light) {
    within(grey, seal, 1.06 * seal.radius, [&](int x, int y, double) {
        const int value = Levels(grey).at(x, y), share = std::clamp((value - dark) * 256 / (light - dark), 0, 256);
        SET_DATA_BYTE(pixGetData(grey.get()) + std::ptrdiff_t(y) * pixGetWpl(grey.get()), x,
                      value + (white - value) * share / 256);
    });
}

// Stand on one line, letters of one size a few words apart at most.
bool on_one_line(const Box& a, const Box& b) {
    const double high = std::max(a.height, b.height), low = std::min(a.height, b.height);
    const int gap = std::max(a.left, b.left) - std::min(a.left + a.width, b.left + b.width);
    return low > 0.7 * high && std::abs(a.top + a.height - b.top - b.height) <= 0.12 * high + 1 && gap < 6 * high;
}

// The text on the circle: small things between the outermost ring and about two thirds of it. What stands on a line
// with print outside the seal is print that the seal covers.
std::vector<Component> letters_on(const Pix& grey, const SealRing& seal) {
    const int left = std::max(0, int(seal.x - 2 * seal.radius)), top = std::max(0, int(seal.y - seal.radius));
    const Handle<BOX, [](BOX* box) { boxDestroy(&box); }> window(
        boxCreate(left, top, int(4 * seal.radius), int(2 * seal.radius)));
    const Pix around = owned(pixClipRectangle(grey.get(), window.get(), nullptr));
    const double inmost = 0.58 * seal.radius, largest = 0.26 * seal.radius;
    std::vector<Component> between, print;
    for (Component& mark : components_of(runs_of(owned(pixThresholdToBinary(around.get(), 160))))) {
        mark.box.left += left, mark.box.top += top;
        double nearest = 1e9, farthest = 0;
        for (Run& run : mark.runs) {
            run.left += left, run.right += left, run.y += top;
            for (const int x : {run.left, run.right}) {
                const double far = std::hypot(x - seal.x, run.y - seal.y);
                nearest = std::min(nearest, far), farthest = std::max(farthest, far);
            }
        }
        if (std::max(mark.box.width, mark.box.height) > largest) continue;
        if (nearest > inmost && farthest < seal.radius)
            between.push_back(std::move(mark));
        else if (farthest > seal.radius)
            print.push_back(std::move(mark));
    }
    std::erase_if(between, [&](const Component& letter) {
        return std::count_if(print.begin(), print.end(),
                             [&](const Component& other) { return on_one_line(letter.box, other.box); }) >= 2;
    });
    return between;
}

}  // namespace

std::vector<SealRing> find_seal_rings(const Pix& grey, double dpi) {
    const int shrink = std::max(1, int(std::lround(dpi / search_dpi)));
    if (std::min(pixGetWidth(grey.get()), pixGetHeight(grey.get())) < 8 * shrink) return {};
    const Pix small = shrink > 1 ? darkest_of_squares(grey, shrink) : owned(pixClone(grey.get()));
    const double small_dpi = dpi / shrink, mm = small_dpi / 25.4;
    const Pix ink = below(raster_of(small, 0), ink_below);
    std::vector<SealRing> seals;
    int tried = 0;
    constexpr int most_tried = 40;  // each takes some milliseconds; a page of prose has none
    for (const Component& part : components_of(runs_of(ink))) {
        const double wide = part.box.width / mm, high = part.box.height / mm;
        if (std::min(wide, high) < 1.6 * least_radius || std::max(wide, high) > 110) continue;
        if (++tried > most_tried) break;
        const auto centre = centre_of(part, small);
        if (!centre) continue;
        auto seal = rings_around(*centre, small, grey, shrink, dpi);
        if (seal) seals.push_back(std::move(*seal));
    }
    return seals;
}

SealRing outermost_ring(const Pix& grey, const SealRing& about, double dpi) {
    constexpr double reach = 3, least = 0.8;  // mm; share of a ring
    constexpr int shrink = 2;
    const double mm = dpi / 25.4, coarse_mm = mm / shrink;
    const Pix small = darkest_of_squares(grey, shrink);
    const SealRing coarse{about.x / shrink, about.y / shrink, about.radius / shrink, {}};
    SealRing ring = best_near(small, coarse, std::floor(reach * coarse_mm),
                              std::max(least_radius * coarse_mm, coarse.radius - reach * coarse_mm),
                              std::min(most_radius * coarse_mm, coarse.radius + reach * coarse_mm));
    ring = {(ring.x + 0.5) * shrink, (ring.y + 0.5) * shrink, ring.radius * shrink, {}};
    ring = best_near(grey, ring, shrink, ring.radius - shrink, ring.radius + shrink);
    if (closure(grey, ring.x, ring.y, ring.radius, 0.5) < least) return about;
    for (double wider = ring.radius; wider < ring.radius + reach * mm && wider < most_radius * mm; ++wider)
        if (closure(grey, ring.x, ring.y, wider, 1) >= least) ring.radius = wider;
    const double slack = std::max(1.0, 0.25 * mm);
    for (double r = 0.3 * ring.radius; r < ring.radius - 2 * slack; r += slack)
        if (closure(grey, ring.x, ring.y, r, 0.5 * slack) >= least) ring.inner.push_back(r);
    return ring;
}

void take_rings(Pix& grey, const SealRing& seal) {
    const double line = 0.025 * seal.radius + 1, edge = 0.05 * seal.radius;  // the outermost is the widest
    const auto on_ring = [&](double r) {
        return (r > seal.radius - edge && r < seal.radius + line) ||
               std::any_of(seal.inner.begin(), seal.inner.end(),
                           [&](double inner) { return std::abs(r - inner) <= line; });
    };
    within(grey, seal, seal.radius + line, [&](int x, int y, double r) {
        if (on_ring(r)) whiten(grey, x, y);
    });
    for (const Component& letter : letters_on(grey, seal))
        for (const Run& run : letter.runs)
            for (int x = run.left - 1; x <= run.right + 1; ++x)
                for (int y = run.y - 1; y <= run.y + 1; ++y) whiten(grey, x, y);
}

bool take_paler_seal(Pix& grey, const SealRing& seal, int print, int paler) {
    const int ring = ring_level(grey, seal);
    if (ring - print < paler) return false;
    fade_paler(grey, seal, (3 * print + ring) / 4, (print + 2 * ring) / 3);
    return true;
}

void take_seal(Pix& grey, const SealRing& seal) {
    constexpr int paler = 35;  // levels between print and seal that tell them apart
    if (!take_paler_seal(grey, seal, print_level(grey, seal), paler)) take_rings(grey, seal);
}

}  // namespace saoy::image
