// SPDX-License-Identifier: Apache-2.0
#include "lib/image/marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <optional>

#include "lib/image/blobs.hpp"
#include "lib/image/closing.hpp"
#include "lib/image/cut.hpp"
#include "lib/image/double_lines.hpp"
#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"
#include "lib/image/lone_words.hpp"
#include "lib/image/sealed_lines.hpp"
#include "lib/image/stamp_net.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;
constexpr double surely_there = 0.95;  // share of a frame from which on it lies where it was found

// Share of a rectangle's sides that ink lies along, within `inside` pixels towards its middle and one outwards.
double frame_of(const Layer& layer, const LeanRect& rect, double inside) {
    const Places place(rect);
    double worst_long = 1, sum = 0, length = 0;
    for (int side = 0; side < 4; ++side) {
        const bool along = side < 2;
        const double half = (along ? rect.width : rect.height) / 2, edge = (along ? rect.height : rect.width) / 2;
        const double sign = side % 2 == 0 ? 1 : -1;
        int there = 0, steps = 0;
        for (double t = -half + 0.5; t < half; t += 1, ++steps) {
            for (double depth = -1; depth <= inside; depth += 0.7) {
                const double v = sign * (edge - depth);
                const Spot spot = along ? place(t, v) : place(v, t);
                if (!layer.at(int(std::floor(spot.x)), int(std::floor(spot.y)))) continue;
                ++there;
                break;
            }
        }
        const double share = double(there) / std::max(1, steps);
        if (along) worst_long = std::min(worst_long, share);
        sum += share * steps, length += steps;
    }
    return std::min(sum / std::max(1.0, length), worst_long + 0.2);
}

// Share of the ring between `from` and `to` pixels inside the rectangle that has no ink: the gap between frame and
// words.
double gap_of(const Layer& layer, const LeanRect& rect, double from, double to) {
    const Places place(rect);
    double best = 0;
    for (double depth = from; depth <= to; depth += 0.7) {
        int free = 0, steps = 0;
        for (const double sign : {1.0, -1.0})
            for (double t = -rect.width / 2 + to; t < rect.width / 2 - to; t += 1, ++steps) {
                const Spot spot = place(t, sign * (rect.height / 2 - depth));
                free += !layer.at(int(std::floor(spot.x)), int(std::floor(spot.y)));
            }
        best = std::max(best, double(free) / std::max(1, steps));
    }
    return best;
}

struct Found {
    LeanRect rect;  // pixels of the layer
    Layer::Kind kind;
    bool boxed;
    double frame;
    LeanRect words;  // where to read
    bool doubled = false;
    bool look_inside = false;   // as a whole, too
    const Ink* bare = nullptr;  // where to read, if not on the page as it is
    bool sealed = false;        // a seal lies on it
};

bool fits(const LeanRect& rect, double mm, const MarkSizes& sizes) {
    const double width = rect.width / mm, height = rect.height / mm;
    return width >= sizes.least_width && width <= sizes.most_width && height >= sizes.least_height &&
           height <= sizes.most_height && width > 1.3 * height;
}

void find_frames(const Layer& layer, const MarkSizes& sizes, std::vector<Found>& found) {
    const double mm = layer.dpi / mm_per_inch;  // pixels
    const double longest = std::hypot(sizes.most_width, sizes.most_height) * mm * 1.1;
    const bool sparse = layer.kind != Layer::Kind::all;  // little else than stamps is on it
    const Pix mask = mask_of(layer);
    const Pix joined = closed(mask, 3, 3);
    const auto take = [&](const Pix& shapes) {
        for (const Blob& blob : blobs_of(shapes, true, sizes.least_width * mm * 0.6, longest)) {
            if (!fits(blob.rect, mm, sizes)) continue;
            const double frame = frame_of(layer, blob.rect, 1.3 * mm);
            const bool boxed = frame >= 0.6 && gap_of(layer, blob.rect, 1.2 * mm, 2.6 * mm) >= 0.5;
            if (!boxed && !(sparse && frame > 0.3)) continue;
            found.push_back({blob.rect, layer.kind, true, frame, blob.rect.grown(-1.7 * mm), false, true});
            found.push_back({blob.rect, layer.kind, true, frame, blob.rect.grown(-2.2 * mm)});
        }
    };
    take(joined);
    // Ink that did not take leaves a frame in pieces; where little else is they are joined over a wider gap.
    for (const double apart : {1.3, 2.2}) {
        const int gap = int(std::lround(apart * mm)) | 1;
        if (sparse) take(closed(mask, gap, gap));
    }
    // The paper inside a frame that other ink touches from outside.
    const Pix holes = owned(pixInvert(nullptr, joined.get()));
    for (const Blob& hole : blobs_of(holes, false, (sizes.least_width - 4) * mm * 0.6, longest)) {
        if (hole.filled < 0.3) continue;
        const LeanRect around = hole.rect.grown(0.4 * mm);
        const LeanRect outer = hole.rect.grown(1.3 * mm);
        if (!fits(outer, mm, sizes)) continue;
        const double frame = frame_of(layer, around, 0.8 * mm);
        if (frame < 0.7) continue;
        found.push_back({outer, layer.kind, true, frame, hole.rect.grown(-0.1 * mm), false, true});
        found.push_back({outer, layer.kind, true, frame, hole.rect.grown(-0.6 * mm)});
    }
}

// The same ink, found in two ways.
bool is_same(const Found& a, const Found& b, double near) {
    return a.kind == b.kind && a.boxed == b.boxed && a.bare == b.bare && a.sealed == b.sealed &&
           std::hypot(a.words.x - b.words.x, a.words.y - b.words.y) < near &&
           std::abs(a.words.width - b.words.width) < near && std::abs(a.words.height - b.words.height) < near &&
           std::abs(a.words.angle - b.words.angle) < 0.02;
}

bool same_place(const MarkView& a, const MarkView& b) {
    return std::hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm) < 3 && std::abs(a.width_mm - b.width_mm) < 5 &&
           std::abs(a.height_mm - b.height_mm) < (a.doubled && b.doubled ? 2 : 4) && a.boxed == b.boxed &&
           a.bared == b.bared;
}

}  // namespace

MarkSizes::MarkSizes(std::vector<std::pair<double, double>> kinds, double share)
    : frames(std::move(kinds)), tolerance(share) {
    for (const auto& [width, height] : frames) {
        least_width = std::min(least_width, width * (1 - tolerance));
        most_width = std::max(most_width, width * (1 + tolerance));
        least_height = std::min(least_height, height * (1 - tolerance));
        most_height = std::max(most_height, height * (1 + tolerance));
    }
}

MarkSizes sizes_for(const SecrecyRules& rules) {
    std::vector<std::pair<double, double>> frames;
    for (const SecrecyMark& mark : rules.marks)
        if (mark.width_mm != 0) frames.emplace_back(mark.width_mm, mark.height_mm);
    return {std::move(frames), rules.tolerance};
}

namespace {

// What lies within the inner line, a little of the line included: frames are not found to the hair.
Raster look_inside(const Ink& ink, Layer::Kind kind, const LeanRect& rect) {
    return inside_of(ink, kind, rect.grown(-1.5 * ink.dpi / mm_per_inch), StampNet::columns, StampNet::rows);
}

// Where a frame may be if it was not found to the hair.
std::array<LeanRect, 4> beside_of(const LeanRect& rect, double by) {
    std::array<LeanRect, 4> all{rect.grown(by), rect.grown(-by), rect, rect};
    const Spot above = rect.place(0, -by), below = rect.place(0, by);
    all[2].x = above.x, all[2].y = above.y, all[3].x = below.x, all[3].y = below.y;
    return all;
}

std::vector<MarkView> candidates_of(const Ink& ink, const MarkSizes& sizes) {
    std::vector<Found> found;
    const double mm = ink.dpi / mm_per_inch;
    const std::vector<Layer> layers = layers_of(ink);
    // First, so that the same frame found in another way adds to it.
    for (const DoubleFrame& frame : double_frames(ink, {sizes.frames, sizes.tolerance}))
        for (const Layer& layer : layers) {
            // Ink of its own shows the words without the print that crosses them.
            const bool own = layer.kind == Layer::Kind::all || frame_of(layer, frame.rect.scaled(0.5), 0.65 * mm) > 0.5;
            if (!own) continue;
            for (const double inset : {1.7, 2.2})
                found.push_back({frame.rect.scaled(0.5), layer.kind, true, frame.there,
                                 frame.rect.grown(-inset * mm).scaled(0.5), true, inset < 2});
            if (layer.kind == Layer::Kind::red) break;
        }
    for (const Layer& layer : layers) find_frames(layer, sizes, found);
    for (const LoneWords& words : lone_words(ink, layers, sizes.longest_line))
        found.push_back({words.rect, words.kind, false, 0, words.rect.grown(0.25 * mm)});
    const SealedLines sealed = sealed_lines(ink, layers.back(), sizes.longest_line);
    for (const LoneWords& words : sealed.lines) {
        found.push_back({words.rect, words.kind, false, 0, words.rect.grown(0.25 * mm), false, false, nullptr, true});
        if (sealed.bare) found.push_back(found.back()), found.back().bare = &*sealed.bare;
    }
    const std::vector<Bared> pages = bared_of(ink);
    for (const Bared& bared : pages)
        for (const LoneWords& words : bared_lines(bared, sizes.longest_line))
            found.push_back({words.rect, words.kind, false, 0, words.rect.grown(0.25 * mm), false, false, &bared.ink});
    std::vector<MarkView> candidates;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Found& each = found[i];
        if (std::any_of(found.begin(), found.begin() + std::ptrdiff_t(i),
                        [&](const Found& f) { return is_same(f, each, mm / 4); }))
            continue;
        const LeanRect rect = each.rect.scaled(2);
        MarkView candidate;
        candidate.x_mm = rect.x / mm, candidate.y_mm = rect.y / mm;
        candidate.width_mm = rect.width / mm, candidate.height_mm = rect.height / mm;
        candidate.angle = rect.angle * 180 / std::numbers::pi;
        candidate.boxed = each.boxed, candidate.frame = each.frame, candidate.red = each.kind == Layer::Kind::red;
        candidate.apart = each.kind != Layer::Kind::all;
        candidate.bared = each.bare != nullptr || each.sealed;
        std::optional<Raster> picture =
            picture_of(each.bare != nullptr ? *each.bare : ink, each.kind, each.words.scaled(2), each.boxed);
        // A double frame counts where nothing can be read in it, too.
        if (!picture && !each.doubled) continue;
        if (picture) candidate.pictures.push_back(std::move(*picture));
        candidate.doubled = each.doubled;
        if (each.look_inside) candidate.insides.push_back(look_inside(ink, each.kind, rect));
        if (each.look_inside && each.doubled && each.frame < surely_there)
            for (const LeanRect& beside : beside_of(rect, 0.5 * mm))
                candidate.nearby.push_back(look_inside(ink, each.kind, beside));
        const auto same = std::find_if(candidates.begin(), candidates.end(),
                                       [&](const MarkView& other) { return same_place(other, candidate); });
        if (same == candidates.end()) {
            candidates.push_back(std::move(candidate));
            continue;
        }
        std::move(candidate.pictures.begin(), candidate.pictures.end(), std::back_inserter(same->pictures));
        same->insides.insert(same->insides.end(), candidate.insides.begin(), candidate.insides.end());
        same->nearby.insert(same->nearby.end(), candidate.nearby.begin(), candidate.nearby.end());
        same->frame = std::max(same->frame, candidate.frame);
        same->doubled = same->doubled || candidate.doubled;
        same->red = same->red || candidate.red;
        same->apart = same->apart || candidate.apart;
    }
    return candidates;
}

}  // namespace

std::vector<MarkView> find_marks(std::string_view bytes, int frame, double dpi, const MarkSizes& sizes) {
    return candidates_of(ink_of(bytes, header_of(bytes, frame), frame, dpi), sizes);
}

std::vector<MarkView> find_marks_in_ppm(std::string_view ppm, double dpi, const MarkSizes& sizes) {
    const Pix page = owned(pixReadMemPnm(reinterpret_cast<const l_uint8*>(ppm.data()), ppm.size()));
    return candidates_of(ink_of(page, dpi), sizes);
}

std::vector<std::vector<Raster>> insides_at(std::string_view bytes, double dpi, const std::vector<FramePlace>& places) {
    const Ink ink = ink_of(bytes, header_of(bytes, 0), 0, dpi);
    const std::vector<Layer> layers = layers_of(ink);
    const double mm = ink.dpi / mm_per_inch;
    std::vector<std::vector<Raster>> all;
    for (const FramePlace& place : places) {
        const LeanRect rect{place.x * mm, place.y * mm, place.width * mm, place.height * mm,
                            place.angle * std::numbers::pi / 180};
        all.emplace_back();
        for (const Layer& layer : layers) all.back().push_back(look_inside(ink, layer.kind, rect));
    }
    return all;
}

}  // namespace saoy::image
