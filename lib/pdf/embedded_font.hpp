// SPDX-License-Identifier: Apache-2.0
// A TrueType font of which a document gets the glyphs that it shows, and nothing else. Private to lib/pdf.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/pdf/object_sink.hpp"

namespace saoy::pdf {

class EmbeddedFont {
public:
    // Throws Error(configuration): "no-font", "bad-font".
    explicit EmbeddedFont(const std::string& file);
    ~EmbeddedFont();
    EmbeddedFont(const EmbeddedFont&) = delete;
    EmbeddedFont& operator=(const EmbeddedFont&) = delete;

    // Points that the text takes up in a line.
    double width(double size, const std::string& text) const;
    // The operator that shows the text; its glyphs join the font. A letter that the font has not is shown as a box, and
    // is itself in copied text.
    std::string shown(const std::string& text);
    bool used() const { return !codes_.empty(); }
    // The text's glyphs join the font, to be shown by somebody later.
    void keep(const std::string& text);
    bool has(const std::string& text) const;  // all of its letters are in the font already

    struct Parts {
        std::string name;         // "ABCDEF+LiberationSerif"
        std::string program;      // TrueType
        std::string glyphs;       // CIDToGIDMap
        std::u32string points;    // what CID 1, 2 … stand for
        std::vector<int> widths;  // of these, thousandths of an em
    };
    // The same for the same letters in the same order.
    Parts parts() const;
    // Writes the font as the object `font`, which resources name. Glyphs come without hints, which only screens of
    // coarse pixels without grey would need, and which take up two thirds of a subset.
    void write(int font, const ObjectSink& objects) const;

private:
    struct Face;
    std::unique_ptr<Face> face_;
    std::map<char32_t, unsigned> codes_;  // code point -> CID, in order of first use
};

}  // namespace saoy::pdf
