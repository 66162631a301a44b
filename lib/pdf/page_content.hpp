// SPDX-License-Identifier: Apache-2.0
// Follows what a page paints, to tell whether all one sees is one image.
#pragma once

#include <string>
#include <vector>

#include "lib/pdf/intake.hpp"
#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

// An affine map, as PDF's cm takes it.
struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
    Matrix then(const Matrix& outer) const;
};

struct Placed {
    PoDoFo::PdfObject* image = nullptr;  // the page's only visible mark, or null
    double width = 0, height = 0;        // points it covers, as it lies in itself
    int rotation = 0;                    // degrees clockwise that it is turned by, but for its skew
    std::string why;                     // when null
    PageWords words = PageWords::none;
};

// `box` is the visible part of the page in its own coordinates.
Placed only_image(PoDoFo::PdfPage& page, const PoDoFo::PdfRect& box);

}  // namespace saoy::pdf
