// SPDX-License-Identifier: Apache-2.0
#include "lib/image/marks.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <optional>

#include "lib/image/cut.hpp"
#include "lib/image/double_lines.hpp"
#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"
#include "lib/image/stamp_net.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;

Pix mask_of(const Layer& layer) {
    Pix mask = owned(pixCreate(layer.width, layer.height, 1));
    const std::uint8_t* ink = layer.ink.data();
    for (int y = 0; y < layer.height; ++y) {
        l_uint32* line = pixGetData(mask.get()) + std::ptrdiff_t(y) * pixGetWpl(mask.get());
        for (int x = 0; x < layer.width; ++x)
            if (*ink++) SET_DATA_BIT(line, x);
    }
    return mask;
}

struct Blob {
    LeanRect rect;  // pixels of the layer
    double filled = 0;
};

// Connected parts whose bounding box can hold, and be held by, a rectangle of these sizes in pixels.
std::vector<Blob> blobs_of(const Pix& mask, int connectivity, double shortest, double longest) {
    PIXA* raw = nullptr;
    const Boxes boxes(pixConnComp(mask.get(), &raw, connectivity));
    const Handle<PIXA, [](PIXA* pixa) { pixaDestroy(&pixa); }> parts(raw);
    std::vector<Blob> blobs;
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 left = 0, top = 0, width = 0, height = 0;
        boxaGetBoxGeometry(boxes.get(), i, &left, &top, &width, &height);
        if (std::max(width, height) < shortest || std::hypot(width, height) > longest) continue;
        const Pix part(pixaGetPix(parts.get(), i, L_CLONE));
        std::vector<Spot> edge;
        double pixels = 0;
        for (int y = 0; y < height; ++y) {
            l_uint32* line = pixGetData(part.get()) + std::ptrdiff_t(y) * pixGetWpl(part.get());
            int first = -1, last = -1;
            for (int x = 0; x < width; ++x)
                if (GET_DATA_BIT(line, x)) {
                    if (first < 0) first = x;
                    last = x;
                    ++pixels;
                }
            if (first < 0) continue;
            for (const double x : {double(first), last + 1.0})
                for (const double below : {0.0, 1.0}) edge.push_back({left + x, top + y + below});
        }
        const LeanRect rect = smallest_rect(std::move(edge));
        blobs.push_back({rect, pixels / std::max(1.0, rect.width * rect.height)});
    }
    return blobs;
}

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
    bool look_inside = false;  // as a whole, too
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
    const Pix closed = owned(pixCloseSafeBrick(nullptr, mask.get(), 3, 3));
    const auto take = [&](const Pix& joined) {
        for (const Blob& blob : blobs_of(joined, 8, sizes.least_width * mm * 0.6, longest)) {
            if (!fits(blob.rect, mm, sizes)) continue;
            const double frame = frame_of(layer, blob.rect, 1.3 * mm);
            const bool boxed = frame >= 0.6 && gap_of(layer, blob.rect, 1.2 * mm, 2.6 * mm) >= 0.5;
            if (!boxed && !(sparse && frame > 0.3)) continue;
            found.push_back({blob.rect, layer.kind, true, frame, blob.rect.grown(-1.7 * mm), false, true});
            found.push_back({blob.rect, layer.kind, true, frame, blob.rect.grown(-2.2 * mm)});
        }
    };
    take(closed);
    // Ink that did not take leaves a frame in pieces; where little else is they are joined over a wider gap.
    for (const double apart : {1.3, 2.2}) {
        const int gap = int(std::lround(apart * mm)) | 1;
        if (sparse) take(owned(pixCloseSafeBrick(nullptr, mask.get(), gap, gap)));
    }
    // The paper inside a frame that other ink touches from outside.
    const Pix holes = owned(pixInvert(nullptr, closed.get()));
    for (const Blob& hole : blobs_of(holes, 4, (sizes.least_width - 4) * mm * 0.6, longest)) {
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

// Nothing else is printed beside it, where the rest of its line would be; a thin line may be, such as a frame's.
bool stands_alone(const Layer& layer, const LeanRect& rect) {
    const Places place(rect);
    const double reach = 1.1 * rect.height + 1;
    for (const double sign : {1.0, -1.0}) {
        int inked = 0, columns = 0;
        for (double away = 1.5; away < reach; away += 1, ++columns) {
            int ink = 0, spots = 0;
            for (double v = -rect.height * 0.3; v <= rect.height * 0.3; v += 1, ++spots) {
                const Spot spot = place(sign * (rect.width / 2 + away), v);
                ink += layer.at(int(std::floor(spot.x)), int(std::floor(spot.y)));
            }
            inked += ink * 12 > spots;
        }
        if (inked * 10 > columns * 3) return false;
    }
    return true;
}

struct Gap {
    double across, down;  // mm that are bridged
};
constexpr Gap level{2.8, 0.9}, upright{0.9, 2.8};

void find_words(const Layer& layer, const MarkSizes& sizes, const std::vector<Gap>& gaps, std::vector<Found>& found) {
    const double mm = layer.dpi / mm_per_inch;
    const Pix mask = mask_of(layer);
    for (const Gap& gap : gaps) {
        const Pix closed = owned(
            pixCloseSafeBrick(nullptr, mask.get(), int(std::lround(gap.across * mm)), int(std::lround(gap.down * mm))));
        for (const Blob& blob : blobs_of(closed, 8, 6 * mm, sizes.longest_line * mm)) {
            const double width = blob.rect.width / mm, height = blob.rect.height / mm;
            if (height < 2.6 || height > 9 || width < 6 || width < 1.2 * height || blob.filled < 0.35) continue;
            if (!stands_alone(layer, blob.rect)) continue;
            found.push_back({blob.rect, layer.kind, false, 0, blob.rect.grown(0.5 * mm)});
        }
    }
}

// The same ink, found in two ways.
bool is_same(const Found& a, const Found& b, double near) {
    return a.kind == b.kind && a.boxed == b.boxed && std::hypot(a.words.x - b.words.x, a.words.y - b.words.y) < near &&
           std::abs(a.words.width - b.words.width) < near && std::abs(a.words.height - b.words.height) < near &&
           std::abs(a.words.angle - b.words.angle) < 0.02;
}

bool same_place(const MarkView& a, const MarkView& b) {
    return std::hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm) < 3 && std::abs(a.width_mm - b.width_mm) < 5 &&
           std::abs(a.height_mm - b.height_mm) < 4 && a.boxed == b.boxed;
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

// Of all ink what is black and not red.
Layer black_of(const Ink& ink, const Layer& red, const Layer& all) {
    constexpr int dark = 140;
    Layer black = all;
    std::size_t i = 0;
    for (int y = 0; y < all.height; ++y)
        for (int x = 0; x < all.width; ++x, ++i) {
            const std::size_t at = std::size_t(2 * y) * std::size_t(ink.width) + std::size_t(2 * x);
            black.ink[i] = all.ink[i] && !red.ink[i] && ink.tone[at] < dark;
        }
    return black;
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
    for (const Layer& layer : layers) {
        find_frames(layer, sizes, found);
        // words at any angle; words of a line that lies level or upright near other lines; the letters of a word
        std::vector<Gap> gaps{{1.8, 1.8}, level, upright};
        if (layer.kind != Layer::Kind::all) gaps.insert(gaps.begin(), {{0.6, 0.6}, {0.9, 0.9}});
        find_words(layer, sizes, gaps, found);
    }
    // A line that is crossed by a seal.
    if (layers.front().kind == Layer::Kind::red)
        find_words(black_of(ink, layers.front(), layers.back()), sizes, {level, upright}, found);
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
        std::optional<Raster> picture = picture_of(ink, each.kind, each.words.scaled(2), each.boxed);
        // A double frame counts where nothing can be read in it, too.
        if (!picture && !each.doubled) continue;
        if (picture) candidate.pictures.push_back(std::move(*picture));
        candidate.doubled = each.doubled;
        if (each.look_inside) candidate.insides.push_back(look_inside(ink, each.kind, rect));
        const auto same = std::find_if(candidates.begin(), candidates.end(),
                                       [&](const MarkView& other) { return same_place(other, candidate); });
        if (same == candidates.end()) {
            candidates.push_back(std::move(candidate));
            continue;
        }
        std::move(candidate.pictures.begin(), candidate.pictures.end(), std::back_inserter(same->pictures));
        same->insides.insert(same->insides.end(), candidate.insides.begin(), candidate.insides.end());
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
