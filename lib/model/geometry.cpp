// SPDX-License-Identifier: Apache-2.0
#include "lib/model/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace saoy {

namespace {

// Of the image that is turned: the master, or the flat image made of it.
Size flat_size(const Geometry& geometry, int master_width, int master_height) {
    if (geometry.perspective) return {double(geometry.perspective->width), double(geometry.perspective->height)};
    return {double(master_width), double(master_height)};
}

Size turned_size(const Geometry& geometry, int master_width, int master_height) {
    Size size = flat_size(geometry, master_width, master_height);
    if (geometry.rotation % 180 != 0) std::swap(size.width, size.height);
    return size;
}

// A quarter turn keeps the image in the corner at the origin.
Homography quarter_turns(int rotation, const Size& flat) {
    const Homography turn = Homography::turning(rotation, {0, 0});
    switch (rotation) {
        case 90: return turn.then(Homography::moving(flat.height, 0));
        case 180: return turn.then(Homography::moving(flat.width, flat.height));
        case 270: return turn.then(Homography::moving(0, flat.width));
        default: return {};
    }
}

Quad corners_of(const Box& box) {
    const double left = box.left, top = box.top, right = left + box.width, bottom = top + box.height;
    return {Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
}

}  // namespace

Size derived_size(const Geometry& geometry, int master_width, int master_height) {
    if (geometry.crop) return {double(geometry.crop->width), double(geometry.crop->height)};
    return turned_size(geometry, master_width, master_height);
}

PageMap::PageMap(const Geometry& geometry, int master_width, int master_height, double width, double height) {
    const Size flat = flat_size(geometry, master_width, master_height);
    const Size turned = turned_size(geometry, master_width, master_height);
    const Size derived = derived_size(geometry, master_width, master_height);
    if (const auto& seen = geometry.perspective)
        forward_ = Homography::flattening(seen->outline, seen->width, seen->height);
    forward_ = forward_.then(quarter_turns(geometry.rotation, flat))
                   .then(Homography::turning(-geometry.skew, {turned.width / 2, turned.height / 2}));
    if (geometry.crop) forward_ = forward_.then(Homography::moving(-geometry.crop->left, -geometry.crop->top));
    forward_ = forward_.then(Homography::scaling(width / derived.width, height / derived.height));
    back_ = forward_.inverse();
}

Quad PageMap::to_master(const Box& derived) const {
    Quad quad = corners_of(derived);
    for (Point& corner : quad) corner = back_(corner);
    return quad;
}

Box PageMap::to_derived(const Box& master) const {
    Quad quad = corners_of(master);
    for (Point& corner : quad) corner = forward_(corner);
    const auto [left, right] =
        std::minmax_element(quad.begin(), quad.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(quad.begin(), quad.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
    const int x = int(std::floor(left->x)), y = int(std::floor(top->y));
    return {x, y, int(std::ceil(right->x)) - x, int(std::ceil(bottom->y)) - y};
}

}  // namespace saoy
