// SPDX-License-Identifier: Apache-2.0
// The invisible text behind a page image, and the glyphless font of a document.
#pragma once

#include <map>
#include <string>

#include "lib/model/words.hpp"
#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

// What the font's objects hold.
struct FontParts {
    std::string program;     // TrueType
    std::string glyphs;      // CIDToGIDMap: CID 0 is .notdef; all others show the empty glyph 1
    std::string to_unicode;  // a CMap
};

// One font for the whole document. Each code point used gets the next CID; every CID shows the same empty glyph
// and its ToUnicode says what it stands for, so a copy gives back exactly the letters that were put in.
class TextLayer {
public:
    // Operators that write the page's text, invisible, each word scaled to its box. The page is width x height points.
    std::string operators(const PageText& text, double width, double height, const char* font = resource);

    bool used() const { return !codes_.empty(); }
    // Writes the font's objects; `font` names it in a page's resources after all pages are done.
    void write_font(PoDoFo::PdfVecObjects& objects, PoDoFo::PdfObject& font, const std::string& font_file) const;

    // The same for a writer without PoDoFo. Throws Error missing (66) or io (74).
    FontParts font_parts(const std::string& font_file) const;

    static constexpr const char* resource = "Text";
    static constexpr const char* update_resource = "SaoyText";  // on pages that have fonts of their own

private:
    std::string encode(const std::string& text);  // big-endian CIDs
    std::map<char32_t, unsigned> codes_;          // code point -> CID, in order of first use
};

}  // namespace saoy::pdf
