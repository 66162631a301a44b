// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/font_objects.hpp"

#include "lib/pdf/deflate.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

void put_font(const FontParts& parts, int font, const std::function<int(const std::string&)>& add,
              const std::function<void(int, const std::string&)>& put) {
    const auto stream = [&](const std::string& entries, const std::string& data) {
        return reference(add(stream_object(entries + "/Filter/FlateDecode", deflated(data))));
    };
    const std::string program = stream("/Length1 " + std::to_string(parts.program.size()), parts.program);
    const std::string descriptor = reference(
        add("<</Type/FontDescriptor/FontName/GlyphLessFont/Flags 5/FontBBox[0 0 500 1000]/ItalicAngle 0/Ascent 1000"
            "/Descent -1/CapHeight 1000/StemV 80/FontFile2 " +
            program + ">>"));
    const std::string descendant = reference(add(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/GlyphLessFont/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/DW 500/FontDescriptor " +
        descriptor + "/CIDToGIDMap " + stream("", parts.glyphs) + ">>"));
    put(font, "<</Type/Font/Subtype/Type0/BaseFont/GlyphLessFont/Encoding/Identity-H/DescendantFonts[" + descendant +
                  "]/ToUnicode " + stream("", parts.to_unicode) + ">>");
}

}  // namespace saoy::pdf
