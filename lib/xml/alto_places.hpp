// SPDX-License-Identifier: Apache-2.0
// Boxes of an upright page as places on its master, and back.
#pragma once

#include <string>

#include "lib/model/geometry.hpp"
#include "lib/xml/document.hpp"

namespace saoy::xml {

// Names in the ALTO files of saoy.
namespace alto {
constexpr const char* table = "table";              // ComposedBlock TYPE
constexpr const char* handwriting = "handwriting";  // Tags
constexpr const char* impossible = "impossible";
}  // namespace alto

class AltoPlaces {
public:
    // `width` and `height` of the upright page.
    AltoPlaces(const Geometry& geometry, int master_width, int master_height, int width, int height);

    Box on_master(const Box& box) const;
    bool as_printed() const { return as_printed_; }  // lines run level on the master

    // HPOS, VPOS, WIDTH, HEIGHT of the current element; attributes.
    void write_box(Writer& out, const Box& box) const;
    // Shape, where the box does not stand straight on the master; the first child.
    void write_shape(Writer& out, const Box& box) const;
    std::string baseline(int left, int right, int y) const;

    // Throw Error(input) for what is out of range.
    Box read_box(const Element& element) const;
    int read_baseline(const Element& line) const;

private:
    PageMap map_;
    bool straight_, as_printed_;
};

[[noreturn]] void refuse_alto(const Element& element, const std::string& what);

}  // namespace saoy::xml
