// SPDX-License-Identifier: Apache-2.0
#include "lib/image/sealed_lines.hpp"

#include <algorithm>
#include <cmath>

#include "lib/image/blobs.hpp"
#include "lib/image/closing.hpp"
#include "lib/image/seal_rings.hpp"

namespace saoy::image {

namespace {

constexpr double mm_per_inch = 25.4;

struct Disc {
    double x, y, radius;
};

// Of the strokes of some words, as dark as they get.
int level_of(const Ink& ink, const LeanRect& rect) {
    constexpr int print = 190;
    const Places place(rect);
    std::vector<int> tones;
    for (double v = -rect.height / 2; v < rect.height / 2; ++v)
        for (double u = -rect.width / 2; u < rect.width / 2; ++u) {
            const Spot spot = place(u, v);
            const int x = int(std::floor(spot.x)), y = int(std::floor(spot.y));
            if (x < 0 || y < 0 || x >= ink.width || y >= ink.height) continue;
            const int tone = ink.tone[std::size_t(y) * std::size_t(ink.width) + std::size_t(x)];
            if (tone < print) tones.push_back(tone);
        }
    if (tones.empty()) return print;
    const auto quarter = tones.begin() + std::ptrdiff_t(tones.size() / 4);
    std::nth_element(tones.begin(), quarter, tones.end());
    return *quarter;
}

void blank(Layer& layer, const Disc& disc) {
    const int right = std::min(layer.width - 1, int(disc.x + disc.radius)),
              bottom = std::min(layer.height - 1, int(disc.y + disc.radius));
    for (int y = std::max(0, int(disc.y - disc.radius)); y <= bottom; ++y)
        for (int x = std::max(0, int(disc.x - disc.radius)); x <= right; ++x)
            if (std::hypot(x - disc.x, y - disc.y) <= disc.radius)
                layer.ink[std::size_t(y) * std::size_t(layer.width) + std::size_t(x)] = 0;
}

// A line that begins with some words and goes on through a disc beside them, and beyond it where words on the same
// line follow; nothing where the disc is not in its way. `near`: the most between words and disc.
std::optional<LeanRect> through(const Disc& disc, const LeanRect& words, const std::vector<LoneWords>& others,
                                double near) {
    const Places place(words);
    const double c = std::cos(words.angle), s = std::sin(words.angle);
    const auto along = [&](double x, double y) { return (x - words.x) * c + (y - words.y) * s; };
    const auto across = [&](double x, double y) { return (y - words.y) * c - (x - words.x) * s; };
    const double middle = along(disc.x, disc.y), aside = across(disc.x, disc.y), way = middle > 0 ? 1 : -1;
    if (std::abs(aside) >= disc.radius) return std::nullopt;
    const double chord = std::sqrt(disc.radius * disc.radius - aside * aside);
    if (std::abs(way * middle - chord - words.width / 2) > near) return std::nullopt;
    const Spot begin = place(-way * words.width / 2, 0);
    Spot end = place(middle + way * chord, 0);
    for (const LoneWords& each : others) {
        const LeanRect& other = each.rect;
        const double from = way * along(other.x, other.y) - other.width / 2;
        if (std::abs(across(other.x, other.y)) > 0.5 * words.height) continue;
        if (std::abs(from - (way * middle + chord)) > near) continue;
        end = {other.x + way * other.width / 2 * c, other.y + way * other.width / 2 * s};
        break;
    }
    const double dx = way * (end.x - begin.x), dy = way * (end.y - begin.y);
    return LeanRect{(begin.x + end.x) / 2, (begin.y + end.y) / 2, std::hypot(dx, dy), words.height * 1.1,
                    std::atan2(dy, dx)};
}

// What sticks out of a disc at a side, with paper beyond it: one end of a level line that the disc hides.
struct Stub {
    double end, y;  // where the line ends; its middle
    bool left;
    LeanRect rect;
};

bool is_bare(const Layer& layer, double from, double to, double top, double bottom) {
    for (int y = int(top); y <= int(bottom); ++y)
        for (int x = int(std::min(from, to)); x <= int(std::max(from, to)); ++x)
            if (layer.at(x, y)) return false;
    return true;
}

std::vector<Stub> stubs_of(const Layer& all, const Disc& disc, double mm) {
    constexpr double longest = 10, lowest = 1.2, highest = 7, near = 2, beyond = 6;  // mm
    Layer outside = all;
    blank(outside, {disc.x, disc.y, disc.radius + 0.7 * mm});
    std::vector<Stub> stubs;
    const Pix joined = closed(mask_of(outside), int(std::max(1.0, 1.5 * mm)), int(std::max(1.0, 0.6 * mm)));
    for (const Blob& blob : blobs_of(joined, true, mm, 1.2 * longest * mm)) {
        const LeanRect& rect = blob.rect;
        const double c = std::abs(std::cos(rect.angle)), s = std::abs(std::sin(rect.angle));
        const double wide = rect.width * c + rect.height * s, high = rect.width * s + rect.height * c;
        const double aside = rect.y - disc.y;
        if (wide > longest * mm || high < lowest * mm || high > highest * mm) continue;
        if (std::abs(aside) > 0.9 * disc.radius) continue;
        const double chord = std::sqrt(disc.radius * disc.radius - aside * aside);
        const bool left = rect.x < disc.x;
        const double way = left ? -1 : 1, end = rect.x + way * wide / 2;
        if (way * (rect.x - disc.x) - wide / 2 - chord > near * mm || way * (rect.x - disc.x) < chord) continue;
        if (is_bare(outside, end + way * 0.5 * mm, end + way * beyond * mm, rect.y - mm, rect.y + mm))
            stubs.push_back({end, rect.y, left, rect});
    }
    return stubs;
}

// The line that a stub is an end of: to another one on the other side, or as far as the disc goes.
LeanRect line_of(const Stub& stub, const std::vector<Stub>& stubs, const Disc& disc, double mm) {
    constexpr double high = 4.4;  // mm: letters; what is over and under them is the seal's
    const double aside = stub.y - disc.y, chord = std::sqrt(disc.radius * disc.radius - aside * aside);
    double other = disc.x + (stub.left ? chord : -chord), y = stub.y;
    for (const Stub& each : stubs)
        if (each.left != stub.left && std::abs(each.y - stub.y) < 2 * mm) other = each.end, y = (each.y + stub.y) / 2;
    return {(stub.end + other) / 2, y, std::abs(stub.end - other), high * mm, 0};
}

}  // namespace

SealedLines sealed_lines(const Ink& ink, const Layer& all, double longest) {
    SealedLines sealed;
    Pix grey = pix_of({ink.width, ink.height, 1, ink.dpi, ink.tone});
    std::vector<SealRing> seals = find_seal_rings(grey, ink.dpi);
    if (seals.empty()) return sealed;
    for (SealRing& seal : seals) seal = outermost_ring(grey, seal, ink.dpi);
    const double mm = all.dpi / mm_per_inch;
    std::vector<Disc> discs;  // in the layer's pixels, two of the page's
    for (const SealRing& seal : seals) discs.push_back({seal.x / 2, seal.y / 2, seal.radius / 2 + 2 * mm});
    Layer beside = all;
    for (const Disc& disc : discs) blank(beside, disc);
    const std::vector<LoneWords> words = parts_of_lines(beside, longest);
    bool crossed = false;
    for (std::size_t i = 0; i < seals.size(); ++i) {
        constexpr int paler = 20;
        int palest = -1;  // of the lines that are darker than the seal
        for (const LoneWords& each : words) {
            const auto line = through(discs[i], each.rect, words, 4 * mm);
            if (!line || line->width > longest * mm) continue;
            sealed.lines.push_back({*line, all.kind});
            palest = std::max(palest, level_of(ink, each.rect.scaled(2)));
        }
        const Disc disc{seals[i].x / 2, seals[i].y / 2, seals[i].radius / 2};
        const std::vector<Stub> stubs = stubs_of(all, disc, mm);
        for (const Stub& each : stubs) {
            sealed.lines.push_back({line_of(each, stubs, disc, mm), all.kind});
            palest = std::max(palest, level_of(ink, each.rect.scaled(2)));
        }
        if (palest < 0) continue;
        crossed = true;
        if (!take_paler_seal(grey, seals[i], palest, paler)) take_rings(grey, seals[i]);
    }
    if (!crossed) return sealed;
    sealed.bare = Ink{ink.width, ink.height, ink.dpi, raster_of(grey, ink.dpi).samples, {}};
    return sealed;
}

}  // namespace saoy::image
