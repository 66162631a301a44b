// SPDX-License-Identifier: Apache-2.0
#include "lib/image/sealed_lines.hpp"

#include <algorithm>
#include <cmath>

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
    bool faded = false;
    for (std::size_t i = 0; i < seals.size(); ++i) {
        constexpr int paler = 20;
        int palest = -1;  // of the lines that are darker than the seal
        for (const LoneWords& each : words) {
            const auto line = through(discs[i], each.rect, words, 4 * mm);
            if (!line || line->width > longest * mm) continue;
            sealed.lines.push_back({*line, all.kind});
            palest = std::max(palest, level_of(ink, each.rect.scaled(2)));
        }
        if (palest >= 0) faded = take_paler_seal(grey, seals[i], palest, paler) || faded;
    }
    if (!faded) return sealed;
    sealed.bare = Ink{ink.width, ink.height, ink.dpi, raster_of(grey, ink.dpi).samples, {}};
    return sealed;
}

}  // namespace saoy::image
