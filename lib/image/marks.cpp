// SPDX-License-Identifier: Apache-2.0
#include "lib/image/marks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "lib/image/cut.hpp"
#include "lib/image/ink.hpp"
#include "lib/image/lean_rect.hpp"

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
};

bool fits(const LeanRect& rect, double mm, const MarkSizes& sizes) {
    const double width = rect.width / mm, height = rect.height / mm;
    return width >= sizes.least_width && width <= sizes.most_width && height >= sizes.least_height &&
           height <= sizes.most_height && width > 1.3 * height;
}

// A part of a frame, or the words in it, say how it lies: where along them does a frame of a stamp's size have most
// ink? Gives the best, or nothing below `least`.
std::optional<LeanRect> fitted(const Layer& layer, const LeanRect& part, const MarkSizes& sizes, double least,
                               double& best) {
    const double mm = layer.dpi / mm_per_inch, inside = 1.3 * mm;
    LeanRect at;
    best = 0;
    const auto attempt = [&](const LeanRect& rect) {
        const double frame = frame_of(layer, rect, inside);
        if (frame > best) best = frame, at = rect;
    };
    for (const auto& [width, height] : sizes.frames)
        for (const double quarter : {0.0, std::numbers::pi / 2}) {
            if (part.width > 1.25 * width * mm || part.height > 1.25 * (quarter == 0 ? height : width) * mm) continue;
            if (quarter != 0 && part.width > 1.25 * height * mm) continue;
            const double reach = std::max(2 * mm, (width * mm - (quarter == 0 ? part.width : part.height)) / 2 + mm);
            for (double u = -reach; u <= reach; u += 1.5)
                for (double v = -1.5 * mm; v <= 1.5 * mm; v += 1.5) {
                    LeanRect rect{part.x, part.y, width * mm, height * mm, part.angle + quarter};
                    const Spot spot = rect.place(u, v);
                    rect.x = spot.x, rect.y = spot.y;
                    attempt(rect);
                }
        }
    if (best < least * 0.7) return {};
    for (int round = 0; round < 2; ++round) {
        const LeanRect around = at;
        for (const double scale : {0.88, 0.94, 1.0, 1.06, 1.12})
            for (const double turn : {-0.04, -0.02, 0.0, 0.02, 0.04})
                for (const double shift : {-1.0, 0.0, 1.0}) {
                    LeanRect rect = around;
                    rect.width *= scale, rect.height *= (1 + scale) / 2, rect.angle += turn;
                    const Spot spot = rect.place(shift * 1.5, 0);
                    rect.x = spot.x, rect.y = spot.y;
                    attempt(rect);
                }
    }
    if (best < least) return {};
    return at;
}

void fit_frames(const Layer& layer, const MarkSizes& sizes, std::vector<Found>& found) {
    const double mm = layer.dpi / mm_per_inch;
    const int gap = int(std::lround(1.3 * mm)) | 1;
    const Pix joined = owned(pixCloseSafeBrick(nullptr, mask_of(layer).get(), gap, gap));
    std::vector<Blob> parts = blobs_of(joined, 8, 6 * mm, 1.2 * sizes.most_width * mm);
    std::sort(parts.begin(), parts.end(), [](const Blob& a, const Blob& b) { return a.rect.width > b.rect.width; });
    constexpr std::size_t most = 3;
    if (parts.size() > most) parts.resize(most);
    for (const Blob& part : parts) {
        if (part.rect.height > sizes.most_height * mm || part.rect.height < 3 * mm) continue;
        double frame = 0;
        const auto rect = fitted(layer, part.rect, sizes, 0.62, frame);
        if (!rect) continue;
        found.push_back({*rect, layer.kind, true, frame, rect->grown(-1.7 * mm)});
        found.push_back({*rect, layer.kind, true, frame, rect->grown(-2.2 * mm)});
    }
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
            found.push_back({blob.rect, layer.kind, true, frame, blob.rect.grown(-1.7 * mm)});
            found.push_back({blob.rect, layer.kind, true, frame, blob.rect.grown(-2.2 * mm)});
        }
    };
    take(closed);
    // Ink that did not take leaves a frame in pieces; where little else is they are joined over a wider gap.
    for (const double apart : {1.3, 2.2}) {
        const int gap = int(std::lround(apart * mm)) | 1;
        if (sparse) take(owned(pixCloseSafeBrick(nullptr, mask.get(), gap, gap)));
    }
    if (layer.kind == Layer::Kind::red) fit_frames(layer, sizes, found);
    // The paper inside a frame that other ink touches from outside.
    const Pix holes = owned(pixInvert(nullptr, closed.get()));
    for (const Blob& hole : blobs_of(holes, 4, (sizes.least_width - 4) * mm * 0.6, longest)) {
        if (hole.filled < 0.3) continue;
        const LeanRect around = hole.rect.grown(0.4 * mm);
        const LeanRect outer = hole.rect.grown(1.3 * mm);
        if (!fits(outer, mm, sizes)) continue;
        const double frame = frame_of(layer, around, 0.8 * mm);
        if (frame < 0.7) continue;
        found.push_back({outer, layer.kind, true, frame, hole.rect.grown(-0.1 * mm)});
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

// Where print runs into a frame, its two long lines still stand out, as long as they run along or across the page.
void find_rules(const Layer& layer, const MarkSizes& sizes, std::vector<Found>& found) {
    const double mm = layer.dpi / mm_per_inch;
    const Pix thick = owned(pixDilateBrick(nullptr, mask_of(layer).get(), 3, 3));
    const int length = int(std::lround(9 * mm));
    for (const bool level : {true, false}) {
        const Pix rules = owned(pixOpenBrick(nullptr, thick.get(), level ? length : 1, level ? 1 : length));
        std::vector<LeanRect> lines;
        for (const Blob& blob : blobs_of(rules, 8, length, sizes.most_width * mm * 1.1))
            if (blob.rect.height < 3 * mm) lines.push_back(blob.rect);
        constexpr std::size_t most = 60;  // more are a drawing
        if (lines.size() > most) continue;
        for (std::size_t i = 0; i < lines.size(); ++i)
            for (std::size_t j = i + 1; j < lines.size(); ++j) {
                const double apart = level ? std::abs(lines[i].y - lines[j].y) : std::abs(lines[i].x - lines[j].x);
                if (apart < sizes.least_height * mm * 0.8 || apart > sizes.most_height * mm) continue;
                std::vector<Spot> corners;
                for (const LeanRect& line : {lines[i], lines[j]})
                    for (const double u : {-0.5, 0.5})
                        for (const double v : {-0.5, 0.5})
                            corners.push_back(line.place(u * line.width, v * line.height));
                const LeanRect rect = smallest_rect(corners);
                const bool beside = rect.width < 1.5 * std::max(lines[i].width, lines[j].width);
                if (!beside || !fits(rect, mm, sizes)) continue;
                const double frame = frame_of(layer, rect, 1.3 * mm);
                if (frame < 0.6) continue;
                found.push_back({rect, layer.kind, true, frame, rect.grown(-1.7 * mm)});
                found.push_back({rect, layer.kind, true, frame, rect.grown(-2.2 * mm)});
            }
    }
}

void find_words(const Layer& layer, const MarkSizes& sizes, std::vector<Found>& found) {
    const double mm = layer.dpi / mm_per_inch;
    const Pix mask = mask_of(layer);
    const bool sparse = layer.kind != Layer::Kind::all;
    struct Gap {
        double across, down;  // mm that are bridged
    };
    // the letters of a word; words at any angle; words of a line that lies level or upright near other lines
    for (const Gap gap : {Gap{0.6, 0.6}, Gap{0.9, 0.9}, Gap{1.8, 1.8}, Gap{2.8, 0.9}, Gap{0.9, 2.8}}) {
        if (gap.across < 1 && gap.down < 1 && !sparse) continue;
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

// Frame and gap of a double line, seen across the long sides of the frame.
bool is_doubled(const Ink& ink, Layer::Kind kind, const LeanRect& rect) {
    const double mm = ink.dpi / mm_per_inch;
    const Places place(rect);
    constexpr int parts = 6;
    int seen = 0, tried = 0;
    for (const double sign : {1.0, -1.0})
        for (int part = 0; part < parts; ++part, ++tried) {
            std::vector<double> profile;
            for (double depth = -0.8 * mm; depth < 2.4 * mm; depth += 1) {
                double sum = 0;
                int count = 0;
                const double length = rect.width * 0.9 / parts;
                for (double t = 0; t < length; t += 1.5, ++count) {
                    const Spot spot = place(-rect.width * 0.45 + part * length + t, sign * (rect.height / 2 - depth));
                    sum += strength(ink, kind, spot.x, spot.y);
                }
                profile.push_back(sum / std::max(1, count));
            }
            // two peaks with a valley between them at half their height or lower
            const double top = *std::max_element(profile.begin(), profile.end());
            bool twice = false;
            for (std::size_t i = 1; i + 1 < profile.size() && !twice; ++i) {
                const double before = *std::max_element(profile.begin(), profile.begin() + std::ptrdiff_t(i));
                const double after = *std::max_element(profile.begin() + std::ptrdiff_t(i) + 1, profile.end());
                twice = std::min(before, after) > 0.5 * top && profile[i] < 0.6 * std::min(before, after) && top > 20;
            }
            seen += twice;
        }
    return seen * 2 > tried;
}

// The same ink, found in two ways.
bool is_same(const Found& a, const Found& b, double near) {
    return a.kind == b.kind && a.boxed == b.boxed && std::hypot(a.words.x - b.words.x, a.words.y - b.words.y) < near &&
           std::abs(a.words.width - b.words.width) < near && std::abs(a.words.height - b.words.height) < near &&
           std::abs(a.words.angle - b.words.angle) < 0.02;
}

bool same_place(const MarkCandidate& a, const MarkCandidate& b) {
    return std::hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm) < 3 && std::abs(a.width_mm - b.width_mm) < 5 &&
           std::abs(a.height_mm - b.height_mm) < 4 && a.boxed == b.boxed;
}

}  // namespace

MarkSizes sizes_for(const SecrecyRules& rules) {
    MarkSizes sizes{1e9, 0, 1e9, 0, 80, {}};
    for (const SecrecyMark& mark : rules.marks) {
        if (mark.width_mm == 0) continue;
        sizes.least_width = std::min(sizes.least_width, mark.width_mm * (1 - rules.tolerance));
        sizes.most_width = std::max(sizes.most_width, mark.width_mm * (1 + rules.tolerance));
        sizes.least_height = std::min(sizes.least_height, mark.height_mm * (1 - rules.tolerance));
        sizes.most_height = std::max(sizes.most_height, mark.height_mm * (1 + rules.tolerance));
        sizes.frames.emplace_back(mark.width_mm, mark.height_mm);
    }
    return sizes;
}

namespace {

std::vector<MarkCandidate> candidates_of(const Ink& ink, const MarkSizes& sizes) {
    std::vector<Found> found;
    const std::vector<Layer> layers = layers_of(ink);
    for (const Layer& layer : layers) {
        find_frames(layer, sizes, found);
        find_rules(layer, sizes, found);
        find_words(layer, sizes, found);
    }
    std::vector<MarkCandidate> candidates;
    const double mm = ink.dpi / mm_per_inch;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Found& each = found[i];
        if (std::any_of(found.begin(), found.begin() + std::ptrdiff_t(i),
                        [&](const Found& f) { return is_same(f, each, mm / 4); }))
            continue;
        const LeanRect rect = each.rect.scaled(2);
        MarkCandidate candidate;
        candidate.x_mm = rect.x / mm, candidate.y_mm = rect.y / mm;
        candidate.width_mm = rect.width / mm, candidate.height_mm = rect.height / mm;
        candidate.angle = rect.angle * 180 / std::numbers::pi;
        candidate.boxed = each.boxed, candidate.frame = each.frame, candidate.red = each.kind == Layer::Kind::red;
        candidate.apart = each.kind != Layer::Kind::all;
        std::optional<Raster> picture = picture_of(ink, each.kind, each.words.scaled(2), each.boxed);
        if (!picture) continue;
        candidate.pictures.push_back(std::move(*picture));
        candidate.doubled = each.boxed && is_doubled(ink, each.kind, rect);
        const auto same = std::find_if(candidates.begin(), candidates.end(),
                                       [&](const MarkCandidate& other) { return same_place(other, candidate); });
        if (same == candidates.end()) {
            candidates.push_back(std::move(candidate));
            continue;
        }
        same->pictures.push_back(std::move(candidate.pictures.front()));
        same->frame = std::max(same->frame, candidate.frame);
        same->doubled = same->doubled || candidate.doubled;
        same->red = same->red || candidate.red;
        same->apart = same->apart || candidate.apart;
    }
    return candidates;
}

}  // namespace

std::vector<MarkCandidate> find_marks(std::string_view bytes, int frame, double dpi, const MarkSizes& sizes) {
    return candidates_of(ink_of(bytes, header_of(bytes, frame), frame, dpi), sizes);
}

std::vector<MarkCandidate> find_marks_in_ppm(std::string_view ppm, double dpi, const MarkSizes& sizes) {
    const Pix page = owned(pixReadMemPnm(reinterpret_cast<const l_uint8*>(ppm.data()), ppm.size()));
    return candidates_of(ink_of(page, dpi), sizes);
}

}  // namespace saoy::image
