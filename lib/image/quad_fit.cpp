// SPDX-License-Identifier: Apache-2.0
#include "lib/image/quad_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saoy::image {

namespace {

Point minus(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
double length(Point a) { return std::hypot(a.x, a.y); }

std::vector<Point> hull_of(const Mask& mask) {
    std::vector<Point> points;
    for (int y = 0; y < mask.height(); ++y) {
        int first = -1, last = -1;
        for (int x = 0; x < mask.width(); ++x)
            if (mask.at(x, y)) {
                if (first < 0) first = x;
                last = x;
            }
        if (first < 0) continue;
        for (const int x : {first, last + 1})
            for (const int edge : {y, y + 1}) points.push_back({double(x), double(edge)});
    }
    std::sort(points.begin(), points.end(),
              [](const Point& a, const Point& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<Point> hull;
    for (int pass = 0; pass < 2; ++pass) {  // lower chain, then upper
        const std::size_t start = hull.size();
        for (const Point& point : points) {
            while (hull.size() >= start + 2 &&
                   cross(minus(hull.back(), hull[hull.size() - 2]), minus(point, hull.back())) <= 0)
                hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return hull;
}

// The four points of the hull that span the largest area; the hull is thinned so that all fours can be tried.
std::optional<Quad> largest_quad(std::vector<Point> hull) {
    constexpr std::size_t most = 36;
    while (hull.size() > most) {  // drop the point that bends the hull least
        std::size_t least = 0;
        double bend = 1e30;
        for (std::size_t i = 0; i < hull.size(); ++i) {
            const Point &before = hull[(i + hull.size() - 1) % hull.size()], &after = hull[(i + 1) % hull.size()];
            const double turn = std::abs(cross(minus(hull[i], before), minus(after, hull[i])));
            if (turn < bend) bend = turn, least = i;
        }
        hull.erase(hull.begin() + std::ptrdiff_t(least));
    }
    const std::size_t n = hull.size();
    if (n < 4) return std::nullopt;
    double best = 0;
    Quad quad{};
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a + 1; b < n; ++b)
            for (std::size_t c = b + 1; c < n; ++c)
                for (std::size_t d = c + 1; d < n; ++d) {
                    const Quad tried{hull[a], hull[b], hull[c], hull[d]};
                    if (const double size = area(tried); size > best) best = size, quad = tried;
                }
    return quad;
}

// Clockwise from the corner nearest to the picture's top left.
Quad ordered(Quad quad) {
    if (cross(minus(quad[1], quad[0]), minus(quad[2], quad[1])) < 0) std::swap(quad[1], quad[3]);
    const auto first = std::min_element(quad.begin(), quad.end(),
                                        [](const Point& a, const Point& b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.begin(), first, quad.end());
    return quad;
}

struct Side {
    Point from{}, to{};
    double support = 0;
    bool at_edge = false;
};

bool on_picture_edge(const ColourMap& map, const Side& side) {
    const double near = 0.012 * std::max(map.width, map.height);
    const auto along = [&](auto coordinate, double edge) {
        return std::abs(coordinate(side.from) - edge) < near && std::abs(coordinate(side.to) - edge) < near;
    };
    const auto x = [](const Point& p) { return p.x; };
    const auto y = [](const Point& p) { return p.y; };
    return along(x, 0) || along(x, map.width) || along(y, 0) || along(y, map.height);
}

// Where the picture changes across the line at `middle`, within `reach`, and by how much: the two steepest places.
struct Edge {
    double offset = 0, step = 0;
};
std::array<Edge, 2> steepest(const ColourMap& map, Point middle, Point normal, double reach) {
    const auto seen = [&](double at) { return map.at(Point{middle.x + normal.x * at, middle.y + normal.y * at}); };
    const auto step_at = [&](double d) {
        return distance(seen(d + 1.5), seen(d - 1.5)) + 0.5 * distance(seen(d + 3), seen(d - 3));
    };
    std::array<Edge, 2> best;
    double before = 0, here = step_at(-reach);
    for (double d = -reach; d <= reach; d += 0.5) {
        const double after = d + 0.5 <= reach ? step_at(d + 0.5) : 0;
        if (here > before && here >= after) {
            if (here > best[0].step)
                best = {Edge{d, here}, best[0]};
            else if (here > best[1].step)
                best[1] = {d, here};
        }
        before = here, here = after;
    }
    return best;
}

// On one side at least it ends within five pixels; a shadow's edge is softer.
bool is_sharp(const ColourMap& map, Point middle, Point normal, double offset) {
    const auto change = [&](double at) {
        const double in = offset + at + 1.5, out = in - 3;
        return distance(map.at(Point{middle.x + normal.x * in, middle.y + normal.y * in}),
                        map.at(Point{middle.x + normal.x * out, middle.y + normal.y * out}));
    };
    return change(0) > 1.5 * std::min(change(5), change(-5));
}

struct Found {
    double t, offset;
};
// offset = start + slope * t
struct Fit {
    double start = 0, slope = 0, support = 0;  // the last: share of the places
    bool near(const Found& edge, double tolerance) const {
        return std::abs(start + slope * edge.t - edge.offset) < tolerance;
    }
};

// The pair of places whose line has most others beside it, then least squares over those.
Fit line_through(const std::vector<Found>& edges, std::size_t samples, std::size_t stride) {
    Fit best;
    std::size_t most = 0;
    for (std::size_t i = 0; i < edges.size(); i += stride + 1)
        for (std::size_t j = i + edges.size() / 4; j < edges.size(); j += 2 * stride + 1) {
            if (edges[j].t <= edges[i].t) continue;
            Fit tried;
            tried.slope = (edges[j].offset - edges[i].offset) / (edges[j].t - edges[i].t);
            tried.start = edges[i].offset - tried.slope * edges[i].t;
            const auto beside = std::size_t(
                std::count_if(edges.begin(), edges.end(), [&](const Found& edge) { return tried.near(edge, 1.2); }));
            if (beside > most) most = beside, best = tried;
        }
    double n = 0, st = 0, so = 0, stt = 0, sto = 0;
    for (const Found& edge : edges) {
        if (!best.near(edge, 1.5)) continue;
        n += 1, st += edge.t, so += edge.offset, stt += edge.t * edge.t, sto += edge.t * edge.offset;
    }
    const double spread = n * stt - st * st;
    if (n >= 2 && spread > 1e-9) {
        best.slope = (n * sto - st * so) / spread;
        best.start = (so - best.slope * st) / n;
    }
    best.support = n / double(samples);
    return best;
}

// Moves the side onto the edge that is seen near it: a line through most of the steepest places.
Side refined(const ColourMap& map, Side side, double reach) {
    constexpr std::size_t samples = 90;
    constexpr double least_step = 9, margin = 0.05, plain = 0.8;
    const Point along = minus(side.to, side.from);
    const double size = length(along);
    if (size < 10) return side;
    const Point normal{-along.y / size, along.x / size};
    std::vector<Found> first, both;  // the steepest place of each sample; the second, too
    for (std::size_t i = 0; i < samples; ++i) {
        const double t = margin + (1 - 2 * margin) * double(i) / (samples - 1);
        const Point middle{side.from.x + along.x * t, side.from.y + along.y * t};
        const auto edges = steepest(map, middle, normal, reach);
        for (std::size_t k = 0; k < 2; ++k) {
            if (edges[k].step <= least_step || !is_sharp(map, middle, normal, edges[k].offset)) continue;
            if (k == 0) first.push_back({t, edges[k].offset});
            both.push_back({t, edges[k].offset});
        }
    }
    side.support = 0;
    if (first.size() < samples / 4) return side;
    Fit fit = line_through(first, samples, 1);
    // A picture beside the edge of a card is steeper than the edge, and shorter.
    if (fit.support < plain)
        if (const Fit other = line_through(both, samples, 2); other.support > fit.support + 0.1) fit = other;
    side.support = std::min(1.0, fit.support);
    const auto moved = [&](double t) {
        const double offset = fit.start + fit.slope * t;
        return Point{side.from.x + along.x * t + normal.x * offset, side.from.y + along.y * t + normal.y * offset};
    };
    const Point from = moved(0), to = moved(1);
    side.from = from;
    side.to = to;
    return side;
}

std::optional<Point> crossing(const Side& first, const Side& second) {
    const Point u = minus(first.to, first.from), v = minus(second.to, second.from);
    const double across = cross(u, v);
    if (std::abs(across) < 1e-6 * length(u) * length(v)) return std::nullopt;
    const double t = cross(minus(second.from, first.from), v) / across;
    return Point{first.from.x + u.x * t, first.from.y + u.y * t};
}

bool angles_fit(const Quad& quad) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Point before = minus(quad[(i + 3) % 4], quad[i]), after = minus(quad[(i + 1) % 4], quad[i]);
        const double angle = std::acos((before.x * after.x + before.y * after.y) / (length(before) * length(after))) *
                             180 / std::numbers::pi;
        if (angle < 60 || angle > 120) return false;
    }
    return true;
}

// How much of mask and quadrilateral is both: intersection over union.
double agreement(const Mask& mask, const Quad& quad) {
    std::size_t both = 0, either = 0;
    for (int y = 0; y < mask.height(); ++y)
        for (int x = 0; x < mask.width(); ++x) {
            const bool a = mask.at(x, y), b = inside(quad, {x + 0.5, y + 0.5});
            both += a && b;
            either += a || b;
        }
    return either == 0 ? 0 : double(both) / double(either);
}

// How far from corner `i` the sheet's sides are not the sheet.
double lacking(const Mask& mask, const Quad& quad, std::size_t i) {
    double longest = 0;
    const Point corner = quad[i];
    const Point middle{(quad[0].x + quad[2].x) / 2, (quad[0].y + quad[2].y) / 2};
    for (const std::size_t to : {(i + 1) % 4, (i + 3) % 4}) {
        const Point along = minus(quad[to], corner);
        const double size = length(along);
        double run = 0;
        for (double at = 0; at < size / 2; at += 1) {
            Point p{corner.x + along.x * at / size, corner.y + along.y * at / size};
            const Point inwards = minus(middle, p);
            const double far = length(inwards);
            p = {p.x + inwards.x * 3 / far, p.y + inwards.y * 3 / far};
            const int x = std::clamp(int(p.x), 0, mask.width() - 1), y = std::clamp(int(p.y), 0, mask.height() - 1);
            if (mask.at(x, y)) break;
            run = at;
        }
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

bool inside(const Quad& quad, Point point, double margin) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Point along = minus(quad[(i + 1) % 4], quad[i]);
        if (cross(along, minus(point, quad[i])) < -margin * length(along)) return false;
    }
    return true;
}

Mask Mask::inverted() const {
    Mask other(width_, height_);
    for (std::size_t i = 0; i < bits_.size(); ++i) other.bits_[i] = bits_[i] == 0;
    return other;
}

std::size_t Mask::count() const { return std::size_t(std::count(bits_.begin(), bits_.end(), 1)); }

Mask Mask::largest_part() const {
    Pix pix = owned(pixCreate(width_, height_, 1));
    for (int y = 0; y < height_; ++y)
        for (int x = 0; x < width_; ++x)
            if (at(x, y)) pixSetPixel(pix.get(), x, y, 1);
    // print is closed first; the border (taken off again) keeps a sheet whole that reaches the picture's edge
    const Pix whole = owned(pixMorphSequence(pix.get(), "b8 + c7.7 + o9.9", 0));
    Mask largest(width_, height_);
    const Boxes boxes(pixConnCompBB(whole.get(), 4));
    l_int32 best = -1, x = 0, y = 0, w = 0, h = 0;
    double size = 0;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        if (double(w) * h > size) size = double(w) * h, best = i;
    }
    if (best < 0) return largest;
    boxaGetBoxGeometry(boxes.get(), best, &x, &y, &w, &h);
    const Handle<BOX, [](BOX* box) { boxDestroy(&box); }> window(boxCreate(x, y, w, h));
    const Pix part = owned(pixClipRectangle(whole.get(), window.get(), nullptr));
    const Pix filled = owned(pixHolesByFilling(part.get(), 4));
    const Pix solid = owned(pixOr(nullptr, part.get(), filled.get()));
    for (int row = 0; row < h; ++row)
        for (int column = 0; column < w; ++column) {
            l_uint32 bit = 0;
            pixGetPixel(solid.get(), column, row, &bit);
            const int px = x + column, py = y + row;
            if (bit != 0 && px >= 0 && py >= 0 && px < width_ && py < height_) largest.set(px, py);
        }
    return largest;
}

std::optional<Outline> fit_quad(const ColourMap& map, const Mask& mask, double reach) {
    const double all = double(map.width) * map.height;
    const auto size = double(mask.count());
    if (size < 0.04 * all || size > 0.985 * all) return std::nullopt;
    const auto rough = largest_quad(hull_of(mask));
    if (!rough) return std::nullopt;
    Outline found;
    found.quad = ordered(*rough);
    std::array<Side, 4> sides{};
    for (std::size_t i = 0; i < 4; ++i) {
        Side& side = sides[i];
        side.from = found.quad[i];
        side.to = found.quad[(i + 1) % 4];
        side.at_edge = on_picture_edge(map, side);
        if (side.at_edge)
            side.support = 1;
        else
            side = refined(map, refined(map, side, reach), 3);
        found.at_edge[i] = side.at_edge;
    }
    found.support = std::min_element(sides.begin(), sides.end(), [](const Side& a, const Side& b) {
                        return a.support < b.support;
                    })->support;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto corner = crossing(sides[(i + 3) % 4], sides[i]);
        if (!corner) return std::nullopt;
        found.quad[i] = *corner;
    }
    constexpr double least_support = 0.55, least_agreement = 0.88;
    found.agreement = agreement(mask, found.quad);
    if (found.support < least_support || !angles_fit(found.quad) || found.agreement < least_agreement ||
        std::count(found.at_edge.begin(), found.at_edge.end(), true) > 2)
        return std::nullopt;
    for (std::size_t i = 0; i < 4; ++i) found.missing[i] = lacking(mask, found.quad, i);
    return found;
}

}  // namespace saoy::image
