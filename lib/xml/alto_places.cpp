// SPDX-License-Identifier: Apache-2.0
#include "lib/xml/alto_places.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::xml {

namespace {

constexpr double most_pixels = 1'000'000;  // of one side or coordinate

// To a tenth of a pixel: enough to find the page's whole pixels again.
std::string coordinate(double value) {
    char buffer[32];
    const double tenths = std::round(value * 10) / 10;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, tenths == 0 ? 0.0 : tenths).ptr;
    return {buffer, end};
}

std::string pair_of(const Point& point) { return coordinate(point.x) + "," + coordinate(point.y); }

// The box that a quad was, to whole pixels.
Box box_of(const Quad& quad) {
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const Point& corner : quad) {
        left = std::min(left, corner.x), right = std::max(right, corner.x);
        top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
    }
    const int x = int(std::lround(left)), y = int(std::lround(top));
    return {x, y, int(std::lround(right)) - x, int(std::lround(bottom)) - y};
}

// Quarter turns and crops keep boxes boxes.
bool keeps_boxes(const Geometry& geometry, const Size& derived, int width, int height) {
    return geometry.skew == 0 && !geometry.perspective && derived.width == width && derived.height == height;
}

int pixels(const Element& element, const char* attribute) {
    const int value = element.get_int(attribute);
    if (std::abs(double(value)) > most_pixels)
        refuse_alto(element, text::fill(text::tr("{0} is out of range"), {attribute}));
    return value;
}

// "12.5,30 40,31"
std::vector<Point> points_of(const Element& element, const std::string& written) {
    std::vector<Point> points;
    const char *at = written.data(), *end = at + written.size();
    const auto number = [&] {
        double value = 0;
        const auto [next, fault] = std::from_chars(at, end, value);
        if (fault != std::errc() || !(std::abs(value) <= most_pixels))
            refuse_alto(element, text::tr("the points are no pairs of numbers"));
        at = next;
        return value;
    };
    while (at != end) {
        Point point;
        point.x = number();
        if (at == end || *at++ != ',') refuse_alto(element, text::tr("the points are no pairs of numbers"));
        point.y = number();
        points.push_back(point);
        if (at != end && *at++ != ' ') refuse_alto(element, text::tr("the points are no pairs of numbers"));
        if (points.size() > 4) break;
    }
    return points;
}

}  // namespace

AltoPlaces::AltoPlaces(const Geometry& geometry, int master_width, int master_height, int width, int height)
    : map_(geometry, master_width, master_height, width, height),
      straight_(keeps_boxes(geometry, derived_size(geometry, master_width, master_height), width, height)),
      as_printed_(straight_ && geometry.rotation == 0) {}

Box AltoPlaces::on_master(const Box& box) const {
    constexpr double slack = 0.05;  // of computing: a whole pixel stays one
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const Point& corner : map_.to_master(box)) {
        left = std::min(left, corner.x), right = std::max(right, corner.x);
        top = std::min(top, corner.y), bottom = std::max(bottom, corner.y);
    }
    const int x = int(std::floor(left + slack)), y = int(std::floor(top + slack));
    return {x, y, int(std::ceil(right - slack)) - x, int(std::ceil(bottom - slack)) - y};
}

void AltoPlaces::write_box(Writer& out, const Box& box) const {
    const Box place = on_master(box);
    out.attribute("HPOS", place.left).attribute("VPOS", place.top);
    out.attribute("WIDTH", place.width).attribute("HEIGHT", place.height);
}

void AltoPlaces::write_shape(Writer& out, const Box& box) const {
    if (straight_) return;
    std::string points;
    for (const Point& corner : map_.to_master(box)) points += (points.empty() ? "" : " ") + pair_of(corner);
    out.start("Shape").start("Polygon").attribute("POINTS", points).end().end();
}

std::string AltoPlaces::baseline(int left, int right, int y) const {
    return pair_of(map_.to_master(Point{double(left), double(y)})) + " " +
           pair_of(map_.to_master(Point{double(right), double(y)}));
}

Box AltoPlaces::read_box(const Element& element) const {
    Quad quad;
    const double left = pixels(element, "HPOS"), top = pixels(element, "VPOS");
    const double right = left + pixels(element, "WIDTH"), bottom = top + pixels(element, "HEIGHT");
    quad = {Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
    if (const auto shape = element.child("Shape")) {
        const auto polygon = shape->child("Polygon");
        if (!polygon) refuse_alto(*shape, text::fill(text::tr("no element {0}"), {"Polygon"}));
        const std::vector<Point> corners = points_of(*polygon, polygon->get("POINTS"));
        if (corners.size() != quad.size()) refuse_alto(*polygon, text::tr("a shape without four corners"));
        std::copy(corners.begin(), corners.end(), quad.begin());
    }
    for (Point& corner : quad) {
        corner = map_.to_derived(corner);
        if (!(std::abs(corner.x) <= 2 * most_pixels && std::abs(corner.y) <= 2 * most_pixels))
            refuse_alto(element, text::fill(text::tr("{0} is out of range"), {"HPOS"}));
    }
    return box_of(quad);
}

int AltoPlaces::read_baseline(const Element& line) const {
    const std::vector<Point> points = points_of(line, line.get("BASELINE"));
    if (points.size() != 2) refuse_alto(line, text::tr("no base line"));
    const double y = map_.to_derived(points.front()).y;
    if (!(std::abs(y) <= 2 * most_pixels)) refuse_alto(line, text::fill(text::tr("{0} is out of range"), {"BASELINE"}));
    return int(std::lround(y));
}

void refuse_alto(const Element& element, const std::string& what) {
    throw Error(Fault::input, "alto",
                text::fill(text::tr("text file, line {0}: {1}"), {std::to_string(element.line()), what}));
}

}  // namespace saoy::xml
