// SPDX-License-Identifier: Apache-2.0
// How good a working image is, in numbers. One pass over tiles of some 4 mm, one over rows, one over a 1 mm picture.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "lib/image/leptonica.hpp"
#include "lib/image/page_image.hpp"

namespace saoy::image {

namespace {

struct Tile {
    int paper = 0;     // level that nine of ten pixels do not pass
    int dark = 0;      // level of the darkest tenth
    double noise = 0;  // grey levels between neighbours on the paper
    double burnt = 0;  // share at the sensor's end
};

struct Tiles {
    int size = 0, across = 0, down = 0;
    std::vector<Tile> all;
    const Tile& at(int x, int y) const {
        return all[std::size_t(std::min(y / size, down - 1)) * std::size_t(across) +
                   std::size_t(std::min(x / size, across - 1))];
    }
};

template <class Values>
auto rank_of(Values values, double share) {
    if (values.empty()) return typename Values::value_type{};
    const auto at = values.begin() + std::ptrdiff_t(share * double(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

const std::uint8_t* row_of(const Raster& page, int y) {
    return page.samples.data() + std::size_t(y) * std::size_t(page.width);
}

Tile tile_of(const Raster& page, int left, int top, int size) {
    std::array<int, 256> histogram{}, steps{};
    int count = 0, pairs = 0;
    for (int y = top; y < top + size; y += 2) {
        const std::uint8_t* const row = row_of(page, y) + left;
        for (int x = 0; x < size; ++x) ++histogram[row[x]];
        for (int x = 1; x + 1 < size; x += 2) ++steps[std::size_t(std::abs(2 * row[x] - row[x - 1] - row[x + 1]) / 2)];
        count += size;
        pairs += (size - 1) / 2;
    }
    Tile tile;
    const auto level = [](const std::array<int, 256>& values, double wanted) {
        double sum = 0;
        int at = 0;
        while (at < 255 && (sum += values[std::size_t(at)]) < wanted) ++at;
        return at;
    };
    tile.paper = level(histogram, 0.9 * count);
    tile.dark = level(histogram, 0.1 * count);
    // half the second difference of white noise has 1.22 times its deviation; half of all are below 0.674 of that
    const int middle = level(steps, 0.5 * pairs);
    double below = 0;
    for (int i = 0; i < middle; ++i) below += steps[std::size_t(i)];
    const double within = (0.5 * pairs - below) / std::max(1, steps[std::size_t(middle)]);
    tile.noise = (middle + within - 0.5) / (1.22 * 0.674);
    tile.burnt = double(histogram[254] + histogram[255]) / count;
    return tile;
}

Tiles tiles_of(const Raster& page) {
    Tiles tiles;
    tiles.size = std::max(8, int(std::lround(4 * page.dpi / 25.4)));
    tiles.across = std::max(1, page.width / tiles.size);
    tiles.down = std::max(1, page.height / tiles.size);
    if (page.width < tiles.size || page.height < tiles.size) return tiles;
    for (int y = 0; y < tiles.down; ++y)
        for (int x = 0; x < tiles.across; ++x)
            tiles.all.push_back(tile_of(page, x * tiles.size, y * tiles.size, tiles.size));
    return tiles;
}

// ---- light ----

// Which tiles are `such` and hang together with others as far as the page's edge.
template <class Such>
std::vector<char> reaching_edge(const Tiles& tiles, const Such& such) {
    std::vector<char> reached(tiles.all.size(), 0);
    std::vector<std::pair<int, int>> open;
    const auto reach = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= tiles.across || y >= tiles.down) return;
        const auto at = std::size_t(y) * std::size_t(tiles.across) + std::size_t(x);
        if (reached[at] != 0 || !such(tiles.all[at])) return;
        reached[at] = 1;
        open.emplace_back(x, y);
    };
    for (int x = 0; x < tiles.across; ++x) reach(x, 0), reach(x, tiles.down - 1);
    for (int y = 0; y < tiles.down; ++y) reach(0, y), reach(tiles.across - 1, y);
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        reach(x + 1, y), reach(x - 1, y), reach(x, y + 1), reach(x, y - 1);
    }
    return reached;
}

void measure_light(const Tiles& tiles, std::vector<Measurement>& found) {
    std::vector<int> levels;
    for (int y = 1; y + 1 < tiles.down; ++y)  // the outermost tiles hold the sheet's edge
        for (int x = 1; x + 1 < tiles.across; ++x) levels.push_back(tiles.all[std::size_t(y * tiles.across + x)].paper);
    if (levels.empty()) return;
    const double median = std::max(1, rank_of(levels, 0.5));
    const double bright = std::max(1, rank_of(levels, 0.98));
    found.push_back({Measured::uniformity, rank_of(levels, 0.05) / bright});
    // a shadow comes from outside; a photograph on a card does not, though it may be near the edge
    const auto shaded = reaching_edge(tiles, [&](const Tile& tile) { return tile.paper < 0.62 * bright; });
    found.push_back({Measured::shadow, double(std::count(shaded.begin(), shaded.end(), 1)) / double(shaded.size())});
    double burnt = 0;
    constexpr double white = 235;  // paper that is white itself is burnt without loss
    if (median < white) {
        const auto is_burnt = [](const Tile& tile) { return tile.burnt > 0.6; };
        const auto lid = reaching_edge(tiles, is_burnt);  // white beside a sheet that lies askew
        for (std::size_t i = 0; i < tiles.all.size(); ++i)
            if (is_burnt(tiles.all[i]) && lid[i] == 0) burnt += tiles.all[i].burnt;
    }
    found.push_back({Measured::glare, burnt / double(tiles.all.size())});
    std::vector<double> noise;
    for (const Tile& tile : tiles.all)
        if (tile.paper - tile.dark < 40 && tile.burnt < 0.5) noise.push_back(tile.noise);
    if (noise.size() >= 10) {
        found.push_back({Measured::noise, rank_of(noise, 0.5)});
        return;
    }
    noise.clear();  // print or grain everywhere: the quieter quarter of it is paper
    for (const Tile& tile : tiles.all) noise.push_back(tile.noise);
    found.push_back({Measured::noise, rank_of(noise, 0.25)});
}

// ---- print ----

struct Print {
    double contrast = 0;  // 0 … 1
    double focus = 0;     // mm; 0: too few edges
    double ink = 0;       // share
};

Print print_of(const Raster& page, const Tiles& tiles) {
    Print print;
    constexpr int least_depth = 22;  // below the paper; nearer is grain or what shines through
    std::vector<float> depths;
    long long seen = 0;
    for (int y = 0; y < page.height; y += 2) {
        const std::uint8_t* const row = row_of(page, y);
        for (int x = 0; x < page.width; x += 2) {
            const int paper = tiles.at(x, y).paper;
            ++seen;
            if (paper - row[x] > least_depth && paper > 60) depths.push_back(float(paper - row[x]) / float(paper));
        }
    }
    print.ink = double(depths.size()) / double(std::max(1LL, seen));
    if (depths.size() < 300) return print;
    print.contrast = rank_of(depths, 0.8);
    // Edges that run through most of the contrast, along rows and, for level strokes, nowhere else: print has both.
    std::vector<float> widths;
    for (int y = 1; y + 1 < page.height; y += 3) {
        const std::uint8_t* const row = row_of(page, y);
        for (int x = 0; x + 1 < page.width;) {
            int end = x;
            while (end + 1 < page.width && row[end + 1] < row[end]) ++end;  // falling towards ink
            const int fall = row[x] - row[end];
            const int paper = tiles.at(x, y).paper;
            if (fall > 0.6 * print.contrast * paper && paper - row[x] < 0.3 * print.contrast * paper) {
                const auto reached = [&](double share) {
                    const double level = row[x] - share * fall;
                    int at = x;
                    while (row[at + 1] > level) ++at;
                    return at + (row[at] - level) / double(row[at] - row[at + 1]);
                };
                widths.push_back(float(reached(0.75) - reached(0.25)));
            }
            x = std::max(end, x + 1);
        }
    }
    if (widths.size() >= 150) print.focus = rank_of(widths, 0.5) * 25.4 / page.dpi;
    return print;
}

// ---- what lies over the edge ----

// The share of paper's brightness that is lost over 4 mm across the part's boundary: a thing has an edge, a shadow
// fades.
double steepness(const Pix& small, const Pix& part, int left, int top, int paper) {
    const int width = pixGetWidth(part.get()), height = pixGetHeight(part.get());
    const auto dark = [&](int x, int y) {
        l_uint32 bit = 0;
        if (x >= 0 && y >= 0 && x < width && y < height) pixGetPixel(part.get(), x, y, &bit);
        return bit != 0;
    };
    std::vector<float> steps;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                if (!dark(x, y) || dark(x + dx, y + dy)) continue;
                l_uint32 inner = 0, outer = 0;
                const int ox = left + x + 2 * dx, oy = top + y + 2 * dy;
                if (ox < 0 || oy < 0 || ox >= pixGetWidth(small.get()) || oy >= pixGetHeight(small.get())) continue;
                const int ix = left + x - 2 * dx, iy = top + y - 2 * dy;
                if (ix < 0 || iy < 0 || ix >= pixGetWidth(small.get()) || iy >= pixGetHeight(small.get())) continue;
                pixGetPixel(small.get(), ox, oy, &outer);
                pixGetPixel(small.get(), ix, iy, &inner);
                steps.push_back((float(outer) - float(inner)) / float(paper));
            }
    return rank_of(steps, 0.5);
}

// A finger or a clip: dark, compact, from the edge inwards, with a border of its own.
void measure_finger(const Pix& page, double dpi, int paper, std::vector<Measurement>& found) {
    // one pixel a millimetre, the brightest in it: paper shows between the strokes of print, and not through a finger
    const int block = std::max(1, int(std::lround(dpi / 25.4)));
    const Pix small = owned(pixScaleGrayMinMax(page.get(), block, block, L_CHOOSE_MAX));
    Pix dark = owned(pixThresholdToBinary(small.get(), std::max(1, int(0.72 * paper))));
    dark = owned(pixMorphSequence(dark.get(), "o7.7", 0));
    const int width = pixGetWidth(dark.get()), height = pixGetHeight(dark.get());
    PIXA* parts = nullptr;
    const Boxes boxes(pixConnComp(dark.get(), &parts, 8));
    const Handle<PIXA, [](PIXA* pixa) { pixaDestroy(&pixa); }> owner(parts);
    Measurement worst{Measured::finger, 0, ""};
    for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0, area = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        constexpr int longest = 90;  // mm
        if (w > longest || h > longest) continue;
        const bool left = x <= 1, right = x + w >= width - 1, top = y <= 1, bottom = y + h >= height - 1;
        if (!(left || right || top || bottom)) continue;
        const Pix part(pixaGetPix(parts, i, L_CLONE));
        pixCountPixels(part.get(), &area, nullptr);
        constexpr double edge = 0.15;
        if (steepness(small, part, x, y, paper) < edge) continue;
        if (area > worst.value)
            worst = {Measured::finger, double(area), top ? "top" : bottom ? "bottom" : left ? "left" : "right"};
    }
    found.push_back(worst);
}

// How the lines of the straightened page still lean, within two degrees.
void measure_skew(const Pix& page, int paper, double contrast, std::vector<Measurement>& found) {
    const Pix half = owned(pixScaleAreaMap2(page.get()));
    const Pix ink = owned(pixThresholdToBinary(half.get(), std::max(1, int(paper * (1 - 0.5 * contrast)))));
    l_float32 angle = 0, confidence = 0, score = 0;
    pixFindSkewSweepAndSearchScorePivot(ink.get(), &angle, &confidence, &score, 4, 2, 0, 1.6F, 0.2F, 0.02F,
                                        L_SHEAR_ABOUT_CORNER);
    constexpr l_float32 telling = 1.2;  // of so narrow a sweep
    if (confidence >= telling) found.push_back({Measured::skew, std::abs(double(angle))});
}

}  // namespace

std::vector<Measurement> measure(const Raster& working, bool blank, bool bilevel) {
    std::vector<Measurement> found;
    if (working.channels != 1 || working.dpi <= 0) return found;
    const Tiles tiles = tiles_of(working);
    if (tiles.all.empty()) return found;
    std::vector<int> levels;
    for (const Tile& tile : tiles.all) levels.push_back(tile.paper);
    const int paper = rank_of(levels, 0.5);
    const Print print = print_of(working, tiles);
    found.push_back({Measured::ink, blank ? 0 : print.ink});
    if (bilevel) return found;
    measure_light(tiles, found);
    const Pix page = pix_of(working);
    measure_finger(page, working.dpi, paper, found);
    if (blank || print.contrast == 0) return found;
    found.push_back({Measured::contrast, print.contrast});
    if (print.focus > 0) found.push_back({Measured::focus, print.focus});
    measure_skew(page, paper, print.contrast, found);
    return found;
}

}  // namespace saoy::image
