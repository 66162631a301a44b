// SPDX-License-Identifier: Apache-2.0
// Each measure answers to what it measures.
#include "tests/unit/image/pages.hpp"

namespace saoy::image::test {

namespace {

// Rows of upright strokes, `depth` darker than paper of `level`; `soft` pixels from paper to ink.
Raster printed(int level, int depth, double soft = 1) {
    return paper([=](int x, int y) {
        if (y < 150 || y > 1600 || x < 120 || x > 1120 || y % 30 > 14) return level;
        const double phase = x % 16 - 8.0;
        const double ink = std::clamp((4 - std::abs(phase)) / soft + 0.5, 0.0, 1.0);
        return int(std::lround(level - depth * ink));
    });
}

double value(const Raster& page, Measured what) {
    for (const Measurement& each : measure(page, false, false))
        if (each.what == what) return each.value;
    return -1;
}

template <class Change>
Raster changed(Raster page, const Change& change) {
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            std::uint8_t& sample = page.samples[std::size_t(y) * std::size_t(page.width) + std::size_t(x)];
            sample = std::uint8_t(std::clamp(change(x, y, int(sample)), 0, 255));
        }
    return page;
}

}  // namespace

TEST_CASE("Soft edges raise the focus measure, in millimetres") {
    const double sharp = value(printed(240, 200, 1), Measured::focus),
                 soft = value(printed(240, 200, 5), Measured::focus);
    CHECK(sharp < 0.17);
    CHECK(soft == Approx(2.5 * 25.4 / 150).margin(0.1));
}

TEST_CASE("Contrast is the share of the paper's light that ink takes") {
    CHECK(value(printed(240, 200), Measured::contrast) == Approx(200.0 / 240).margin(0.03));
    CHECK(value(printed(240, 60), Measured::contrast) == Approx(0.25).margin(0.03));
}

TEST_CASE("A slope of light lowers uniformity, half a page in the dark is shadow") {
    const Raster page = printed(240, 200);
    CHECK(value(page, Measured::uniformity) > 0.97);
    CHECK(value(page, Measured::shadow) == 0);
    const Raster slope = changed(page, [](int, int y, int v) { return v - v * y / 3500; });
    CHECK(value(slope, Measured::uniformity) == Approx(0.52).margin(0.06));
    const Raster shaded = changed(page, [](int, int y, int v) { return y > 1400 ? v / 2 : v; });
    CHECK(value(shaded, Measured::shadow) == Approx(0.2).margin(0.04));
    // a photograph on the page comes from nowhere
    const Raster photograph =
        changed(page, [](int x, int y, int v) { return x > 30 && x < 280 && y > 200 && y < 550 ? 90 : v; });
    CHECK(value(photograph, Measured::shadow) == 0);
}

TEST_CASE("Glare is counted on paper that is not that white itself") {
    const auto spot = [](int x, int y, int v) { return std::hypot(x - 600, y - 800) < 200 ? 255 : v; };
    CHECK(value(changed(printed(215, 180), spot), Measured::glare) == Approx(0.057).margin(0.015));
    CHECK(value(changed(printed(255, 200), spot), Measured::glare) == 0);
    // white beside a sheet that lies askew
    const auto wedge = [](int x, int y, int v) { return x < y / 20 ? 255 : v; };
    CHECK(value(changed(printed(215, 180), wedge), Measured::glare) == 0);
}

TEST_CASE("A finger over the edge is a thing, a soft shadow is not") {
    const Raster page = printed(240, 200);
    CHECK(value(page, Measured::finger) == 0);
    const Raster finger =
        changed(page, [](int x, int y, int v) { return std::hypot(x / 2.0, y - 900) < 55 ? 120 : v; });
    CHECK(value(finger, Measured::finger) == Approx(3.14159 / 2 * 110 * 55 * std::pow(25.4 / 150, 2)).epsilon(0.3));
    const Raster shadow = changed(
        page, [](int x, int y, int v) { return int(v * std::clamp(0.5 + std::hypot(x, y - 900) / 800, 0.5, 1.0)); });
    CHECK(value(shadow, Measured::finger) == 0);
}

TEST_CASE("Grain is measured in grey levels") {
    unsigned state = 1;
    const auto random = [&state] {  // about normal, deviation 1
        double sum = 0;
        for (int i = 0; i < 12; ++i) sum += double((state = state * 1664525U + 1013904223U) >> 8) / double(1U << 24);
        return sum - 6;
    };
    const Raster grainy =
        changed(printed(200, 160), [&](int, int, int v) { return int(std::lround(v + 10 * random())); });
    CHECK(value(grainy, Measured::noise) == Approx(10).margin(2));
    CHECK(value(printed(200, 160), Measured::noise) < 1);
}

TEST_CASE("An empty page has light, and no print to be measured") {
    const std::vector<Measurement> found = measure(paper([](int, int) { return 245; }), true, false);
    for (const Measurement& each : found) CHECK(each.what != Measured::focus);
    CHECK(std::any_of(found.begin(), found.end(),
                      [](const Measurement& each) { return each.what == Measured::uniformity; }));
}

}  // namespace saoy::image::test
