// SPDX-License-Identifier: Apache-2.0
// The target drawn by arithmetic, with a known resolution, lean, light and blur: what is measured is what was put in.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "lib/base/error.hpp"
#include "lib/image/page_image.hpp"
#include "lib/image/target_reading.hpp"

using namespace saoy;

namespace {

struct Scan {
    double dpi = 100, dpi_down = 0;  // true; 0: alike
    double lean = 0;                 // degrees clockwise
    double blur = 0;                 // of a Gaussian, pixels
    double darker = 0;               // share of the light that the right edge has lost
    int least = 25, most = 235;      // grey of black and white
    int levels = 256;                // fewer: tones run together
};

bool inside(const Drawing::Shape& shape, double x, double y) {
    bool in = false;
    for (std::size_t i = 0, j = shape.corners.size() - 1; i < shape.corners.size(); j = i++) {
        const auto &a = shape.corners[i], &b = shape.corners[j];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    return in;
}

struct Box {  // around a shape, to look there first
    const Drawing::Shape* shape;
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
};

// Each pixel from 3 x 3 points of the drawing, then the blur.
Raster scanned(const Scan& scan) {
    const Drawing target = scan_target::draw();
    std::vector<Box> boxes;
    for (const Drawing::Shape& shape : target.shapes) {
        Box& box = boxes.emplace_back(Box{&shape});
        for (const auto& corner : shape.corners) {
            box.left = std::min(box.left, corner.x), box.right = std::max(box.right, corner.x);
            box.top = std::min(box.top, corner.y), box.bottom = std::max(box.bottom, corner.y);
        }
    }
    Raster page;
    const double across = scan.dpi / 25.4, down = (scan.dpi_down == 0 ? scan.dpi : scan.dpi_down) / 25.4;
    page.width = int(210 * across), page.height = int(297 * down), page.dpi = 100;
    const double angle = scan.lean * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
    std::vector<double> light(std::size_t(page.width) * std::size_t(page.height));
    for (int row = 0; row < page.height; ++row)
        for (int column = 0; column < page.width; ++column) {
            double sum = 0;
            for (int sub = 0; sub < 9; ++sub) {
                const double px = (column + (sub % 3 - 1) / 3.0) / across - 105,
                             py = (row + (sub / 3 - 1) / 3.0) / down - 148.5;
                const double x = c * px + s * py + 105, y = -s * px + c * py + 148.5;
                double grey = 1;
                for (const Box& box : boxes)
                    if (x >= box.left && x < box.right && y >= box.top && y < box.bottom && inside(*box.shape, x, y))
                        grey = box.shape->grey;
                sum += grey / 9;
            }
            light[std::size_t(row) * std::size_t(page.width) + std::size_t(column)] =
                sum * (1 - scan.darker * column / page.width);
        }
    const auto smooth = [&](int step, int length, int lines, int line_step) {
        const int reach = int(std::ceil(3 * scan.blur));
        std::vector<double> kernel, line(std::size_t(length), 0.0);
        double whole = 0;
        for (int i = -reach; i <= reach; ++i)
            whole += kernel.emplace_back(std::exp(-i * i / (2 * scan.blur * scan.blur)));
        for (int at = 0; at < lines; ++at) {
            double* first = light.data() + std::ptrdiff_t(at) * line_step;
            for (int i = 0; i < length; ++i) line[std::size_t(i)] = first[std::ptrdiff_t(i) * step];
            for (int i = 0; i < length; ++i) {
                double sum = 0;
                for (int k = -reach; k <= reach; ++k)
                    sum += kernel[std::size_t(k + reach)] * line[std::size_t(std::clamp(i + k, 0, length - 1))];
                first[std::ptrdiff_t(i) * step] = sum / whole;
            }
        }
    };
    if (scan.blur > 0) {
        smooth(1, page.width, page.height, page.width);
        smooth(page.width, page.height, page.width, 1);
    }
    page.samples.resize(light.size());
    for (std::size_t i = 0; i < light.size(); ++i) {
        const double level = std::round(light[i] * (scan.levels - 1)) / (scan.levels - 1);
        page.samples[i] = std::uint8_t(std::lround(scan.least + level * (scan.most - scan.least)));
    }
    return page;
}

TargetReading read(const Scan& scan, double said = 100) {
    return image::read_target(image::png(scanned(scan)), 0, said);
}

}  // namespace

TEST_CASE("A true scan reads true") {
    const TargetReading reading = read({});
    CHECK(reading.dpi_across == Approx(100).epsilon(0.0005));
    CHECK(reading.dpi_down == Approx(100).epsilon(0.0005));
    CHECK(reading.skew == Approx(0).margin(0.01));
    CHECK(reading.distortion_mm < 0.02);
    CHECK(reading.uniformity == Approx(1).epsilon(0.001));
    CHECK(reading.tone_steps == 10);
    CHECK(reading.white == Approx(235).margin(1));
    CHECK(reading.black == Approx(25).margin(1));
}

TEST_CASE("Resolution and lean are measured, whatever the file says") {
    Scan scan;
    scan.dpi = 99;
    scan.dpi_down = 102;
    scan.lean = -1.5;
    const TargetReading reading = read(scan);
    CHECK(reading.dpi_across == Approx(99).epsilon(0.001));
    CHECK(reading.dpi_down == Approx(102).epsilon(0.001));
    CHECK(reading.skew == Approx(-1.5).margin(0.06));  // the scan stretches a leaning sheet a little
}

TEST_CASE("Uneven light and lost tones are seen") {
    Scan scan;
    scan.darker = 0.2;
    CHECK(read(scan).uniformity == Approx(0.86).margin(0.03));
    scan.darker = 0;
    scan.levels = 4;
    CHECK(read(scan).tone_steps == 3);
}

TEST_CASE("The blur of a Gaussian is found again by its half contrast") {
    Scan scan;
    for (const double blur : {1.0, 1.5}) {
        scan.blur = blur;
        const TargetReading reading = read(scan);
        // exp(-2 (pi blur f)^2) = 1/2, a pixel's own width beside it
        const double expected = std::sqrt(std::log(2.0) / 2) / (std::numbers::pi * std::hypot(blur, 0.29)) * 100 / 25.4;
        CHECK(reading.mtf50_across == Approx(expected).epsilon(0.06));
        CHECK(reading.mtf50_down == Approx(expected).epsilon(0.06));
    }
}

TEST_CASE("A page that is no target is told") {
    Raster page;
    page.width = 600, page.height = 800, page.dpi = 100;
    page.samples.assign(600 * 800, 240);
    CHECK_THROWS_AS(image::read_target(image::png(page), 0, 100), Error);
    CHECK_THROWS_AS(read({}, 400), Error);  // marks of a quarter of the size that 400 dpi would give
}
