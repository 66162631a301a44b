// SPDX-License-Identifier: Apache-2.0
#include "lib/image/patch_code.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace saoy::image {

namespace {

constexpr double unit_inch = 0.08;
constexpr double least_run_inch = 1.0;  // of the bars' length over which the code must be seen
constexpr double steepest = 0.25;       // of the bars against the sheet: 14 degrees
constexpr int lost_strips = 2;          // in a row, where dust or a crease hides the bars

struct Hit {
    char code;
    double middle;  // along the scan line, pixels
    double length;
};

// Wide (1) or narrow (0) bars, from the first.
char code_of(const std::array<bool, 4>& wide) {
    static constexpr std::string_view patterns[] = {"1100", "1001", "1010", "0110", "0011", "0101"};
    static constexpr char codes[] = {'1', '2', '3', '4', '6', 'T'};
    std::string pattern;
    for (const bool w : wide) pattern += w ? '1' : '0';
    for (std::size_t i = 0; i < std::size(patterns); ++i)
        if (pattern == patterns[i]) return codes[i];
    return 0;
}

// Edges of the dark runs in a line of grey values: dark from edge[0] to edge[1], from edge[2] to edge[3] …
std::vector<double> dark_runs(const std::vector<float>& line) {
    std::vector<float> sorted(line);
    const auto high = sorted.begin() + std::ptrdiff_t(sorted.size() * 9 / 10);
    std::nth_element(sorted.begin(), high, sorted.end());
    const float threshold = *high * 0.62F;  // of the paper's white
    std::vector<double> edges;
    bool dark = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if ((line[i] < threshold) == dark) continue;
        const float before = i == 0 ? threshold : line[i - 1];
        const double step = double(line[i] - before);
        edges.push_back(double(i) - (step == 0 ? 0 : double(line[i] - threshold) / step));
        dark = !dark;
    }
    if (dark) edges.push_back(double(line.size()));
    return edges;
}

// The four bars that begin with the dark run at `first`, if they are a patch code with room on both sides.
std::optional<Hit> hit_at(const std::vector<double>& edges, std::size_t first, double length, double dpi) {
    const double begin = edges[first], end = edges[first + 7];
    const double unit = (end - begin) / 10;  // 2 x 2.5 + 2 x 1 + 3 x 1
    if (unit < 0.7 * unit_inch * dpi || unit > 1.35 * unit_inch * dpi) return std::nullopt;
    const double room_before = begin - (first == 0 ? 0 : edges[first - 1]);
    const double room_after = (first + 8 < edges.size() ? edges[first + 8] : length) - end;
    if (room_before < 1.2 * unit || room_after < 1.2 * unit) return std::nullopt;
    std::array<bool, 4> wide{};
    for (std::size_t bar = 0; bar < 4; ++bar) {
        const double dark = (edges[first + 2 * bar + 1] - edges[first + 2 * bar]) / unit;
        if (dark < 0.5 || dark > 3.1 || (dark > 1.6 && dark < 1.9)) return std::nullopt;
        wide[bar] = dark > 1.75;
        if (bar == 3) break;
        const double light = (edges[first + 2 * bar + 2] - edges[first + 2 * bar + 1]) / unit;
        if (light < 0.5 || light > 1.6) return std::nullopt;
    }
    const char code = code_of(wide);
    if (code == 0) return std::nullopt;
    return Hit{code, (begin + end) / 2, end - begin};
}

// One strip: the mean grey across `width` pixels, along the page.
std::vector<Hit> hits_of(const Raster& page, bool down, int start, int width) {
    const int length = down ? page.height : page.width;
    std::vector<float> line(std::size_t(length), 0);
    for (int along = 0; along < length; ++along) {
        int sum = 0;
        for (int across = start; across < start + width; ++across)
            sum += page.samples[down ? std::size_t(along) * std::size_t(page.width) + std::size_t(across)
                                     : std::size_t(across) * std::size_t(page.width) + std::size_t(along)];
        line[std::size_t(along)] = float(sum) / float(width);
    }
    const std::vector<double> edges = dark_runs(line);
    std::vector<Hit> hits;
    for (std::size_t first = 0; first + 8 <= edges.size(); first += 2)
        if (const auto hit = hit_at(edges, first, length, page.dpi)) hits.push_back(*hit);
    return hits;
}

// Bars that go on from strip to strip, straight.
struct Chain {
    Hit last;
    int strip, seen;
};

std::optional<char> code_along(const Raster& page, bool down) {
    const int width = std::max(1, int(std::lround(unit_inch * page.dpi / 2)));
    const int across = down ? page.width : page.height;
    const int needed = int(std::lround(least_run_inch * page.dpi / width));
    std::vector<Chain> chains;
    std::optional<char> best;
    int most = needed - 1;
    for (int strip = 0; (strip + 1) * width <= across; ++strip) {
        for (const Hit& hit : hits_of(page, down, strip * width, width)) {
            const auto goes_on = [&](const Chain& chain) {
                const int steps = strip - chain.strip;
                return chain.last.code == hit.code && steps > 0 &&
                       std::abs(hit.middle - chain.last.middle) <= 2 + steepest * steps * width &&
                       std::abs(hit.length - chain.last.length) <= 0.1 * hit.length;
            };
            const auto known = std::find_if(chains.begin(), chains.end(), goes_on);
            if (known == chains.end()) {
                chains.push_back({hit, strip, 1});
                continue;
            }
            *known = {hit, strip, known->seen + 1};
            if (known->seen > most) {
                most = known->seen;
                best = hit.code;
            }
        }
        std::erase_if(chains, [&](const Chain& chain) { return strip - chain.strip > lost_strips; });
    }
    return best;
}

}  // namespace

std::optional<char> patch_code(const Raster& page) {
    if (page.channels != 1 || page.dpi <= 0 || page.width <= 0 || page.height <= 0) return std::nullopt;
    if (const auto code = code_along(page, true)) return code;
    return code_along(page, false);
}

}  // namespace saoy::image
