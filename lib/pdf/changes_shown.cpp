// SPDX-License-Identifier: Apache-2.0
// The part of the comparison that tells where pages show something since they were signed.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "lib/pdf/comparison.hpp"

namespace saoy::pdf {

namespace {

using Box = std::array<double, 4>;  // left, bottom, right, top

constexpr double most_foreseen = 0.1;  // of the page: nobody reads what an empty field of a larger size will cover

std::optional<Box> box_of(const Document& document, const Value& value) {
    const Value& box = document.resolve(value);
    if (box.items.size() != 4) return std::nullopt;
    const auto side = [&](std::size_t i) { return document.resolve(box.items[i]).real; };
    return Box{std::min(side(0), side(2)), std::min(side(1), side(3)), std::max(side(0), side(2)),
               std::max(side(1), side(3))};
}

// Left, top, right, bottom as parts of the page, turned as it is shown.
std::array<double, 4> place_on(const Box& page, const Box& widget, std::int64_t turn) {
    const double width = page[2] - page[0], height = page[3] - page[1];
    std::array<double, 2> u{(widget[0] - page[0]) / width, (widget[2] - page[0]) / width};
    std::array<double, 2> v{1 - (widget[1] - page[1]) / height, 1 - (widget[3] - page[1]) / height};
    for (auto quarter = (turn % 360 + 360) % 360; quarter >= 90; quarter -= 90) {
        std::swap(u, v);
        for (double& each : u) each = 1 - each;
    }
    return {std::min(u[0], u[1]), std::min(v[0], v[1]), std::max(u[0], u[1]), std::max(v[0], v[1])};
}

}  // namespace

void Comparison::collect_shown() {
    for (const auto& [node, number] : new_.page_of) {
        const Value& page = after_.object({node, after_.entry(node)->generation});
        const Value& crop = inherited(after_, page, "CropBox");
        const auto box = box_of(after_, crop.is(Value::Kind::null) ? inherited(after_, page, "MediaBox") : crop);
        if (!box || (*box)[0] == (*box)[2] || (*box)[1] == (*box)[3]) continue;
        const std::int64_t turn = after_.resolve(inherited(after_, page, "Rotate")).integer;
        const std::vector<Value>& old =
            before_.get(before_.object({node, after_.entry(node)->generation}), "Annots").items;
        for (const Value& item : after_.get(page, "Annots").items) {
            if (!item.is(Value::Kind::reference)) continue;
            const int widget = item.reference.number;
            if (!new_widgets_.contains(widget) && !filled_.contains(widget)) continue;
            const auto rectangle = box_of(after_, after_.get(after_.resolve(item), "Rect"));
            if (!rectangle) continue;
            const auto place = place_on(*box, *rectangle, turn);
            if (place[0] >= place[2] || place[1] >= place[3]) continue;
            const bool was_there = std::any_of(old.begin(), old.end(), [&](const Value& each) {
                return each.is(Value::Kind::reference) && each.reference.number == widget;
            });
            const bool is_small = (place[2] - place[0]) * (place[3] - place[1]) <= most_foreseen;
            shown_.push_back({number, place, was_there && is_small, filled_.contains(widget)});
        }
    }
}

}  // namespace saoy::pdf
