// SPDX-License-Identifier: Apache-2.0
// Marks that forbid copying (NĐ 23/2015/NĐ-CP Đ.22 k.3): what the profile says of them, and what is seen of one on a
// page.
#pragma once

#include <string>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy {

// A stamp has a frame of this size; a line has none (0 by 0).
struct SecrecyMark {
    std::string code;   // "tuyet-mat"
    std::string words;  // NFC, as printed
    bool stops = true;  // else a clerk is asked
    double width_mm = 0, height_mm = 0;
    std::string shapes;  // PNG of the words in several faces, one below the other; may be empty
    int faces = 0;
};

struct SecrecyRules {
    double tolerance = 0.3;             // share by which a frame may differ from its size
    std::vector<SecrecyMark> marks;     // stamps and lines
    std::string net;                    // file of the network that knows the stamps (image::StampNet); may be empty
    std::vector<SecrecyMark> harmless;  // stamps of the same look that forbid nothing: KHẨN, HỎA TỐC …
};

// What may be a mark: a frame of about the right size, or words that stand alone. Judged by reading its pictures.
struct MarkCandidate {
    double x_mm = 0, y_mm = 0;  // of its middle, from the top left of the image
    double width_mm = 0, height_mm = 0;
    double angle = 0;      // degrees clockwise that its long side leans, -90 … 90
    bool boxed = false;    // a frame stands around it
    double frame = 0;      // share of the frame's length that is there, 0 … 1
    bool doubled = false;  // the frame has two lines
    bool red = false;
    bool apart = false;  // of ink that stands apart from black print: red, or of a middle tone
    std::vector<Raster>
        pictures;  // the words, level (perhaps on their head), grey, dark on light: several readings of the ink
};

// What a page shows once the candidates are judged.
struct MarkFound {
    int page = 0;  // 1-based
    std::string code;
    bool stops = false;
};

}  // namespace saoy
