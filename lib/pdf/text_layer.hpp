// SPDX-License-Identifier: Apache-2.0
// The invisible text behind a page image, and the glyphless font of a document. Private to lib/pdf.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "lib/model/homography.hpp"
#include "lib/model/words.hpp"
#include "lib/pdf/object_sink.hpp"

namespace saoy::pdf {

// One font for the whole document. Each code point used gets the next CID; every CID shows the same empty glyph
// and its ToUnicode says what it stands for, so a copy gives back exactly the letters that were put in.
class TextLayer {
public:
    // From the text's pixels to points of the page, y upwards.
    using Placing = std::function<Point(Point)>;

    // Operators that write the page's text, invisible, each word scaled to its box; lines may lie aslant.
    std::string operators(const PageText& text, const Placing& onto, const char* font = resource);
    // The same on a straight page of width x height points.
    std::string operators(const PageText& text, double width, double height, const char* font = resource);

    bool used() const { return !codes_.empty(); }
    // Writes the font as the object `font`, which a page's resources name. Throws Error missing (66) or io (74).
    void write_font(const std::string& font_file, int font, const ObjectSink& objects) const;

    static constexpr const char* resource = "Text";
    static constexpr const char* update_resource = "SaoyText";  // on pages that have fonts of their own

private:
    std::string encode(const std::string& text);  // big-endian CIDs
    std::map<char32_t, unsigned> codes_;          // code point -> CID, in order of first use
};

}  // namespace saoy::pdf
