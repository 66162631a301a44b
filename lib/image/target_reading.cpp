// SPDX-License-Identifier: Apache-2.0
#include "lib/image/target_reading.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/image/edge_response.hpp"
#include "lib/image/leptonica.hpp"

namespace saoy::image {

namespace {

using Point = Drawing::Point;
namespace target = scan_target;

constexpr double inch = 25.4;
constexpr double told_apart = 4;  // grey levels between tones

struct Mark {
    Point middle;
    bool hole = false;
};

Point operator-(const Point& a, const Point& b) { return {a.x - b.x, a.y - b.y}; }
double length(const Point& p) { return std::hypot(p.x, p.y); }

Raster raster_of(const Pix& grey) {
    Raster raster;
    raster.width = pixGetWidth(grey.get());
    raster.height = pixGetHeight(grey.get());
    raster.samples.resize(std::size_t(raster.width) * std::size_t(raster.height));
    for (int y = 0; y < raster.height; ++y) {
        const l_uint32* line = pixGetData(grey.get()) + std::ptrdiff_t(y) * pixGetWpl(grey.get());
        for (int x = 0; x < raster.width; ++x)
            raster.samples[std::size_t(y) * std::size_t(raster.width) + std::size_t(x)] =
                std::uint8_t(GET_DATA_BYTE(line, x));
    }
    return raster;
}

double grey_at(const Raster& page, double x, double y) {
    const int column = std::clamp(int(std::lround(x)), 0, page.width - 1);
    const int row = std::clamp(int(std::lround(y)), 0, page.height - 1);
    return page.samples[std::size_t(row) * std::size_t(page.width) + std::size_t(column)];
}

// The middle of what is dark in a box, by weight of darkness.
Point middle_of(const Raster& page, int left, int top, int right, int bottom) {
    constexpr double paper = 160;  // lighter counts as nothing
    double sum = 0, x_sum = 0, y_sum = 0;
    for (int y = std::max(0, top); y < std::min(page.height, bottom); ++y)
        for (int x = std::max(0, left); x < std::min(page.width, right); ++x) {
            const double weight = std::max(0.0, paper - grey_at(page, x, y));
            sum += weight, x_sum += weight * x, y_sum += weight * y;
        }
    return sum > 0 ? Point{x_sum / sum, y_sum / sum} : Point{};
}

std::vector<Mark> find_marks(const Pix& grey, const Raster& page, double dpi) {
    const Pix dark = owned(pixThresholdToBinary(grey.get(), 128));
    const Boxes boxes(pixConnCompBB(dark.get(), 8));
    const double side = target::mark_side / inch * dpi;
    std::vector<Mark> marks;
    const int count = boxes ? boxaGetCount(boxes.get()) : 0;
    for (int i = 0; i < count; ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
        if (std::min(w, h) < 0.75 * side || std::max(w, h) > 1.35 * side) continue;
        int inked = 0;
        for (int row = y; row < y + h; ++row)
            for (int column = x; column < x + w; ++column) inked += grey_at(page, column, row) < 128 ? 1 : 0;
        if (inked < 0.7 * w * h) continue;
        const int margin = int(side / 6);
        const Point middle = middle_of(page, x - margin, y - margin, x + w + margin, y + h + margin);
        marks.push_back({middle, grey_at(page, middle.x, middle.y) > 128});
    }
    return marks;
}

// The sheet's plane in pixels: where a millimetre of the target lies.
struct Plane {
    Point origin, across, down;  // of (0, 0); pixels a millimetre
    Point at(double x, double y) const {
        return {origin.x + across.x * x + down.x * y, origin.y + across.y * x + down.y * y};
    }
};

// The four marks, clockwise from the one with a hole; nothing when what was found is not the target's rectangle.
std::optional<std::array<Point, 4>> corners_of(const std::vector<Mark>& marks) {
    if (marks.size() != 4) return std::nullopt;
    Point centre;
    for (const Mark& mark : marks) centre.x += mark.middle.x / 4, centre.y += mark.middle.y / 4;
    std::vector<Mark> around(marks);
    std::sort(around.begin(), around.end(), [&](const Mark& a, const Mark& b) {
        return std::atan2(a.middle.y - centre.y, a.middle.x - centre.x) <
               std::atan2(b.middle.y - centre.y, b.middle.x - centre.x);
    });
    const auto first = std::find_if(around.begin(), around.end(), [](const Mark& mark) { return mark.hole; });
    if (first == around.end()) return std::nullopt;
    std::rotate(around.begin(), first, around.end());
    std::array<Point, 4> corners;
    for (std::size_t i = 0; i < 4; ++i) corners[i] = around[i].middle;
    const double ratio = length(corners[1] - corners[0]) / length(corners[3] - corners[0]);
    const double printed = (target::right - target::left) / (target::bottom - target::top);
    if (std::abs(ratio / printed - 1) > 0.1) return std::nullopt;
    return corners;
}

double mean(const Raster& page, const Plane& plane, double left, double top, double wide, double high) {
    constexpr double step = 0.1;  // mm
    double sum = 0;
    int count = 0;
    for (double y = top; y < top + high; y += step)
        for (double x = left; x < left + wide; x += step, ++count) {
            const Point place = plane.at(x, y);
            sum += grey_at(page, place.x, place.y);
        }
    return sum / count;
}

void read_tones(const Raster& page, const Plane& plane, TargetReading& reading) {
    constexpr double margin = 3;  // mm inside a tone, off its neighbours
    double before = 0;
    for (int i = 0; i < target::tones; ++i) {
        const double grey =
            mean(page, plane, target::tones_left + i * target::tone_side + margin, target::tones_top + margin,
                 target::tone_side - 2 * margin, target::tone_side - 2 * margin);
        if (i == 0) reading.white = grey;
        if (i > 0 && before - grey >= told_apart) ++reading.tone_steps;
        before = reading.black = grey;
    }
}

void read_uniformity(const Raster& page, const Plane& plane, TargetReading& reading) {
    double low = 255, high = 0;
    for (const Point& place : target::whites) {
        const double half = target::white_side / 2;
        const double grey = mean(page, plane, place.x - half, place.y - half, 2 * half, 2 * half);
        low = std::min(low, grey), high = std::max(high, grey);
    }
    reading.uniformity = high > 0 ? low / high : 0;
}

// The middle half of each side of the leaning square; the worse of two like sides counts.
void read_sharpness(const Raster& page, const Plane& plane, TargetReading& reading) {
    const auto corners = target::square_corners();
    const double pixels_a_mm = std::sqrt(length(plane.across) * length(plane.down));
    constexpr double reach = 3;  // mm to both sides of the edge
    for (std::size_t side = 0; side < 4; ++side) {
        const Point &from = corners[side], &to = corners[(side + 1) % 4];
        const auto along = [&](double share) {
            return plane.at(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
        };
        const Point a = along(0.25), b = along(0.75);
        EdgeArea area;
        area.upright = std::abs(b.y - a.y) > std::abs(b.x - a.x);
        const double wide = area.upright ? reach * pixels_a_mm : 0, high = area.upright ? 0 : reach * pixels_a_mm;
        area.left = int(std::min(a.x, b.x) - wide), area.right = int(std::max(a.x, b.x) + wide);
        area.top = int(std::min(a.y, b.y) - high), area.bottom = int(std::max(a.y, b.y) + high);
        const double found = mtf50(page, area) * pixels_a_mm;
        double& worst = side % 2 == 0 ? reading.mtf50_down : reading.mtf50_across;  // sides 0 and 2 lie level
        worst = worst == 0 ? found : std::min(worst, found);
    }
}

}  // namespace

TargetReading read_target(std::string_view bytes, int frame, double said_dpi) {
    const Pix grey = to_grey(decode(bytes, header_of(bytes, frame), frame));
    const Raster page = raster_of(grey);
    const auto corners = corners_of(find_marks(grey, page, said_dpi));
    if (!corners)
        throw Error(Fault::input, "no-target", text::tr("the four marks of the target are not all on the scan"),
                    text::tr("print it with --print-target, lay it flat and straight, and scan the whole sheet; --dpi "
                             "if the file does not say its resolution"));
    const Point across = (*corners)[1] - (*corners)[0], down = (*corners)[3] - (*corners)[0];
    const double width = target::right - target::left, height = target::bottom - target::top;
    Plane plane;
    plane.across = {across.x / width, across.y / width};
    plane.down = {down.x / height, down.y / height};
    const Point at_marks{plane.across.x * target::left + plane.down.x * target::top,
                         plane.across.y * target::left + plane.down.y * target::top};
    plane.origin = (*corners)[0] - at_marks;

    TargetReading reading;
    reading.said_dpi = said_dpi;
    reading.dpi_across = length(plane.across) * inch;
    reading.dpi_down = length(plane.down) * inch;
    const double turn = std::atan2(across.y, across.x) * 180 / std::numbers::pi;
    reading.skew = turn - 90 * std::round(turn / 90);
    reading.distortion_mm = length((*corners)[2] - plane.at(target::right, target::bottom)) /
                            std::sqrt(length(plane.across) * length(plane.down));
    read_uniformity(page, plane, reading);
    read_tones(page, plane, reading);
    read_sharpness(page, plane, reading);
    return reading;
}

}  // namespace saoy::image
