// SPDX-License-Identifier: Apache-2.0
#include "lib/image/outline.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "lib/image/quad_fit.hpp"

namespace saoy::image {

namespace {

struct Cluster {
    Colour3 centre{};
    double spread = 0;
};

// What runs along the four edges of the picture, in at most three colours.
std::vector<Cluster> ground_colours(const ColourMap& map) {
    constexpr int deep = 3;
    std::vector<Colour3> ring;
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const bool inner = x >= deep && y >= deep && x < map.width - deep && y < map.height - deep;
            if (!inner) ring.push_back(map.at(x, y));
        }
    std::vector<Colour3> centres;
    std::sort(ring.begin(), ring.end());
    for (const double share : {0.1, 0.5, 0.9}) centres.push_back(ring[std::size_t(share * double(ring.size() - 1))]);
    std::vector<int> belongs(ring.size(), 0);
    for (int round = 0; round < 8; ++round) {
        std::vector<Colour3> sums(3, Colour3{});
        std::vector<int> counts(3, 0);
        for (std::size_t i = 0; i < ring.size(); ++i) {
            for (int k = 0; k < 3; ++k)
                if (distance(ring[i], centres[std::size_t(k)]) < distance(ring[i], centres[std::size_t(belongs[i])]))
                    belongs[i] = k;
            const auto k = std::size_t(belongs[i]);
            for (std::size_t c = 0; c < 3; ++c) sums[k][c] += ring[i][c];
            ++counts[k];
        }
        for (std::size_t k = 0; k < 3; ++k)
            for (std::size_t c = 0; counts[k] > 0 && c < 3; ++c) centres[k][c] = sums[k][c] / float(counts[k]);
    }
    std::vector<Cluster> clusters;
    for (int k = 0; k < 3; ++k) {
        double squares = 0;
        int count = 0;
        for (std::size_t i = 0; i < ring.size(); ++i)
            if (belongs[i] == k) {
                squares += std::pow(distance(ring[i], centres[std::size_t(k)]), 2);
                ++count;
            }
        if (count > int(ring.size()) / 50) clusters.push_back({centres[std::size_t(k)], std::sqrt(squares / count)});
    }
    return clusters;
}

// Ground in shade keeps its hue, and some light.
bool is_shade(const Colour3& seen, const Colour3& ground) {
    const float light = seen[0] / std::max(1.0F, ground[0]);
    return light > 0.5F && light < 1 && std::abs(seen[1] - light * ground[1]) < 4 &&
           std::abs(seen[2] - light * ground[2]) < 4;
}

bool is_ground(const Colour3& seen, const std::vector<Cluster>& ground, double slack) {
    return std::any_of(ground.begin(), ground.end(), [&](const Cluster& cluster) {
        return distance(seen, cluster.centre) < std::max(6.0, slack * cluster.spread);
    });
}

// What is not the ground: everything the ground's colours do not reach from the picture's edge.
Mask apart_from_ground(const ColourMap& map, const std::vector<Cluster>& ground, double slack, bool shade) {
    Mask like(map.width, map.height), reached(map.width, map.height);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const Colour3& seen = map.at(x, y);
            if (is_ground(seen, ground, slack) || (shade && is_shade(seen, ground.back().centre))) like.set(x, y);
        }
    std::vector<std::pair<int, int>> open;
    const auto reach = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= map.width || y >= map.height || reached.at(x, y) || !like.at(x, y)) return;
        reached.set(x, y);
        open.emplace_back(x, y);
    };
    for (int x = 0; x < map.width; ++x) reach(x, 0), reach(x, map.height - 1);
    for (int y = 0; y < map.height; ++y) reach(0, y), reach(map.width - 1, y);
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        reach(x + 1, y), reach(x - 1, y), reach(x, y + 1), reach(x, y - 1);
    }
    return reached.inverted();
}

// What has the colour of the paper in the middle, give or take the light.
Mask like_paper(const ColourMap& map) {
    std::vector<Colour3> middle;
    for (int y = map.height / 4; y < map.height * 3 / 4; ++y)
        for (int x = map.width / 4; x < map.width * 3 / 4; ++x) middle.push_back(map.at(x, y));
    const auto bright = middle.begin() + std::ptrdiff_t(middle.size() * 7 / 10);
    std::nth_element(middle.begin(), bright, middle.end());
    const Colour3 paper = *bright;
    Mask mask(map.width, map.height);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const Colour3& seen = map.at(x, y);
            const bool light = seen[0] > 0.62F * paper[0];
            const bool hue = std::abs(seen[1] - paper[1]) < 16 && std::abs(seen[2] - paper[2]) < 12;
            if (light && hue) mask.set(x, y);
        }
    return mask;
}

// What is brighter than Otsu's bound between dark and bright.
Mask bright(const ColourMap& map) {
    std::array<int, 256> histogram{};
    for (const Colour3& each : map.values) ++histogram[std::size_t(std::clamp(int(each[0]), 0, 255))];
    double all = 0, below = 0, weight = 0, best = -1;
    for (std::size_t v = 0; v < 256; ++v) all += double(v) * histogram[v];
    const auto total = double(map.values.size());
    int bound = 128;
    for (std::size_t v = 0; v < 256; ++v) {
        weight += histogram[v];
        below += double(v) * histogram[v];
        if (weight == 0 || weight == total) continue;
        const double apart = below / weight - (all - below) / (total - weight);
        const double between = weight * (total - weight) * apart * apart;
        if (between > best) best = between, bound = int(v);
    }
    Mask mask(map.width, map.height);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x)
            if (map.at(x, y)[0] > float(bound)) mask.set(x, y);
    return mask;
}

// A frame printed all around a page is no sheet on a glass: it runs along the picture's edges, and what is outside is
// paper, not the black of an open lid.
bool is_printed_frame(const ColourMap& map, const Outline& found) {
    const double near = 0.06 * std::max(map.width, map.height);
    const Quad& q = found.quad;
    const bool close = std::max({q[0].x, q[3].x, q[0].y, q[1].y}) < near &&
                       std::min(q[1].x, q[2].x) > map.width - near && std::min(q[2].y, q[3].y) > map.height - near;
    const bool level = std::abs(q[0].y - q[1].y) < 1.2 && std::abs(q[0].x - q[3].x) < 1.2 &&
                       std::abs(q[3].y - q[2].y) < 1.2 && std::abs(q[1].x - q[2].x) < 1.2;
    if (!close || !level) return false;
    std::vector<float> around;
    for (int x = 0; x < map.width; ++x)
        around.push_back(map.at(x, 0)[0]), around.push_back(map.at(x, map.height - 1)[0]);
    for (int y = 0; y < map.height; ++y)
        around.push_back(map.at(0, y)[0]), around.push_back(map.at(map.width - 1, y)[0]);
    std::nth_element(around.begin(), around.begin() + std::ptrdiff_t(around.size() / 2), around.end());
    return around[around.size() / 2] > 90;
}

}  // namespace

namespace {

// The commonest lightness near the lightest, and the mean colour of what has it: a card may be a twentieth of the
// picture.
Colour3 paper_of(const ColourMap& map) {
    std::array<int, 256> histogram{};
    const auto level = [](const Colour3& colour) { return std::clamp(int(colour[0]), 0, 255); };
    for (const Colour3& each : map.values) ++histogram[std::size_t(level(each))];
    constexpr double lightest = 0.97;
    constexpr int near = 20;
    int bound = 0;
    for (double sum = 0; bound < 255 && sum + histogram[std::size_t(bound)] < lightest * double(map.values.size());
         ++bound)
        sum += histogram[std::size_t(bound)];
    const auto commonest =
        int(std::max_element(histogram.begin() + std::max(0, bound - near), histogram.end()) - histogram.begin());
    Colour3 sum{};
    int count = 0;
    for (const Colour3& each : map.values) {
        if (level(each) != commonest) continue;
        for (std::size_t c = 0; c < 3; ++c) sum[c] += each[c];
        ++count;
    }
    for (float& each : sum) each /= float(std::max(1, count));
    return sum;
}

}  // namespace

Ground ground_around(const ColourMap& map) {
    const Colour3 paper = paper_of(map);
    constexpr int deep = 2;
    Ground ground;
    const auto look = [&](int length, const auto& at) {
        int faint = 0, clear = 0;
        for (int i = 0; i < length; ++i) {
            const Colour3& seen = at(i);
            faint += distance(seen, paper) > 9;
            clear += std::abs(seen[0] - paper[0]) > paper[0] / 5;
        }
        ground.faintly += faint > length / 4;
        ground.clearly += clear > length / 2;
    };
    look(map.width, [&](int i) -> const Colour3& { return map.at(i, deep); });
    look(map.height, [&](int i) -> const Colour3& { return map.at(map.width - 1 - deep, i); });
    look(map.width, [&](int i) -> const Colour3& { return map.at(i, map.height - 1 - deep); });
    look(map.height, [&](int i) -> const Colour3& { return map.at(deep, i); });
    return ground;
}

namespace {

// A sheet on a light lid, which hardly differs from paper: nothing else is seen there, as it would be around a printed
// frame or picture.
bool lies_alone(const ColourMap& map, const std::vector<Cluster>& ground, const Quad& quad) {
    constexpr double shade = 16, slack = 4, most = 0.001;
    int around = 0, other = 0;
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            if (inside(quad, {x + 0.5, y + 0.5}, shade)) continue;
            ++around;
            other += !is_ground(map.at(x, y), ground, slack);
        }
    return other <= most * around;
}

// Along each side that is seen the paper within differs from the ground beyond the shade, whatever the light does, as
// it does not across the frame of a table. `light_lid`: print is darker than any sheet there, such as a patch code's
// bars.
bool differs_from_ground(const ColourMap& map, const Outline& found, bool light_lid) {
    constexpr int samples = 60;
    constexpr double least = 4.5;
    const float darkest = light_lid ? 0.7F : 0;  // of the ground
    for (std::size_t i = 0; i < 4; ++i) {
        if (found.at_edge[i]) continue;
        const Point &from = found.quad[i], &to = found.quad[(i + 1) % 4];
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        const Point inwards{-(to.y - from.y) / length, (to.x - from.x) / length};
        std::vector<Colour3> within, beyond;
        for (int k = 1; k < samples; ++k) {
            const Point at{from.x + (to.x - from.x) * k / samples, from.y + (to.y - from.y) * k / samples};
            for (const double deep : {5.0, 9.0, 13.0, 17.0, 21.0, -8.0, -12.0, -16.0}) {
                const Point seen{at.x + deep * inwards.x, at.y + deep * inwards.y};
                if (seen.x < 0 || seen.y < 0 || seen.x >= map.width || seen.y >= map.height) continue;
                (deep > 0 ? within : beyond).push_back(map.at(seen));
            }
        }
        if (beyond.size() < samples) continue;  // too near the picture's edge to tell
        const auto light = [](std::vector<Colour3>& colours) {
            const auto at = colours.begin() + std::ptrdiff_t(colours.size() * 8 / 10);
            std::nth_element(colours.begin(), at, colours.end());
            return *at;
        };
        const Colour3 paper = light(within), ground = light(beyond);
        if (distance(paper, ground) < least || paper[0] < darkest * ground[0]) return false;
    }
    return true;
}

}  // namespace

std::optional<Outline> find_outline(const ColourMap& map) {
    const std::vector<Cluster> ground = ground_colours(map);
    const Ground around = ground_around(map);
    std::vector<Mask> masks{apart_from_ground(map, ground, 3, true), apart_from_ground(map, ground, 3, false),
                            apart_from_ground(map, ground, 1.8, false)};
    if (around.faintly >= 2) masks.push_back(bright(map)), masks.push_back(like_paper(map));
    const double near = 4, far = 0.02 * std::max(map.width, map.height);  // far enough to cross a shadow
    std::optional<Outline> best;
    for (const Mask& mask : masks) {
        const Mask part = mask.largest_part();
        for (const double reach : {near, far}) {
            const auto found = fit_quad(map, part, reach);
            if (!found || is_printed_frame(map, *found)) continue;
            const bool light_lid = around.clearly < 2;
            if (!differs_from_ground(map, *found, light_lid)) continue;
            if (light_lid && !lies_alone(map, ground, found->quad)) continue;
            if (!best || found->clarity() > best->clarity() + 0.02) best = found;
        }
        constexpr double plain = 1.95;
        if (best && best->clarity() > plain) break;
    }
    return best;
}

}  // namespace saoy::image
