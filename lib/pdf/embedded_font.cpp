// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/embedded_font.hpp"

#include <cmath>
#include <filesystem>
#include <new>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/harfbuzz.hpp"
#include "lib/pdf/object_file.hpp"
#include "lib/pdf/unicode_map.hpp"
#include "lib/pdf/update.hpp"

namespace saoy::pdf {

namespace {

constexpr char32_t box = 0x25a1;

// Six letters that tell this subset of a font from others (ISO 32000-1, 9.6.4).
std::string tag_of(const std::u32string& points) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
    for (const char32_t point : points) hash = (hash ^ point) * 0x100000001b3ULL;
    std::string tag;
    for (int i = 0; i < 6; ++i, hash /= 26) tag += char('A' + hash % 26);
    return tag;
}

std::u32string points_of(const std::string& text) {
    std::u32string points;
    for (const char32_t point : text::code_points(text::nfc(text)))
        if (may_stand(point)) points += point;
    return points;
}

std::string name_of(hb_face_t* face) {
    char name[64];
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    std::string out;
    for (const char c : std::string_view(name, std::min<std::size_t>(size, sizeof name - 1)))
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') out += c;
    return out.empty() ? "Statement" : out;
}

}  // namespace

struct EmbeddedFont::Face {
    FontFace face;
    FontScale font;
    std::string name;

    unsigned glyph(char32_t point) const {
        hb_codepoint_t glyph = 0;
        if (!hb_font_get_nominal_glyph(font.get(), point, &glyph)) hb_font_get_nominal_glyph(font.get(), box, &glyph);
        return glyph;
    }
    double advance(char32_t point) const {  // ems
        return double(hb_font_get_glyph_h_advance(font.get(), glyph(point))) / hb_face_get_upem(face.get());
    }
    std::string thousandths(double units) const {
        return number(std::round(units * 1000 / hb_face_get_upem(face.get())));
    }

    // Only the tables that a PDF's font needs (ISO 32000-1, 9.9); `glyphs` gets what the subset calls each glyph.
    std::string subset(const std::u32string& points, std::string& glyphs) const {
        const SubsetInput input(hb_subset_input_create_or_fail());
        if (!input) throw std::bad_alloc();
        for (const char32_t point : points) hb_set_add(hb_subset_input_glyph_set(input.get()), glyph(point));
        hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
        hb_set_t* const dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
        for (const char* table : {"GDEF", "GPOS", "GSUB", "OS/2", "cmap", "gasp", "kern", "name", "post"})
            hb_set_add(dropped, hb_tag_from_string(table, -1));
        const SubsetPlan plan(hb_subset_plan_create_or_fail(face.get(), input.get()));
        const FontFace made(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
        if (!made) throw Error(Fault::internal, "font-subset", "cannot make a subset of the font");
        const hb_map_t* const renamed = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
        glyphs = cid(0);
        for (const char32_t point : points) glyphs += cid(hb_map_get(renamed, glyph(point)));
        const FontBytes bytes(hb_face_reference_blob(made.get()));
        unsigned size = 0;
        const char* const data = hb_blob_get_data(bytes.get(), &size);
        return std::string(data, size);
    }
};

EmbeddedFont::EmbeddedFont(const std::string& file) : face_(new Face) {
    if (!std::filesystem::exists(file))
        throw Error(Fault::configuration, "no-font", text::fill(text::tr("font {0} is not there"), {file}),
                    text::tr("install it, or name another in the profile"));
    const FontBytes bytes(hb_blob_create_from_file_or_fail(file.c_str()));
    if (bytes) face_->face.reset(hb_face_create(bytes.get(), 0));
    const FontBytes outlines(bytes ? hb_face_reference_table(face_->face.get(), HB_TAG('g', 'l', 'y', 'f')) : nullptr);
    if (!outlines || hb_blob_get_length(outlines.get()) == 0 || hb_face_get_upem(face_->face.get()) == 0)
        throw Error(Fault::configuration, "bad-font", text::fill(text::tr("font {0} cannot be read"), {file}));
    face_->font.reset(hb_font_create(face_->face.get()));  // its scale is the font's own
    face_->name = name_of(face_->face.get());
}

EmbeddedFont::~EmbeddedFont() = default;

double EmbeddedFont::width(double size, const std::string& text) const {
    double ems = 0;
    for (const char32_t point : points_of(text)) ems += face_->advance(point);
    return ems * size;
}

std::string EmbeddedFont::shown(const std::string& text) {
    keep(text);
    std::string codes;
    for (const char32_t point : points_of(text)) codes += cid(codes_.at(point));
    return "<" + hex(codes) + ">Tj\n";
}

void EmbeddedFont::keep(const std::string& text) {
    for (const char32_t point : points_of(text)) codes_.try_emplace(point, unsigned(codes_.size() + 1));
}

bool EmbeddedFont::has(const std::string& text) const {
    for (const char32_t point : points_of(text))
        if (!codes_.contains(point)) return false;
    return true;
}

EmbeddedFont::Parts EmbeddedFont::parts() const {
    Parts parts;
    parts.points.assign(codes_.size(), 0);
    for (const auto& [point, code] : codes_) parts.points[code - 1] = point;
    parts.name = tag_of(parts.points) + "+" + face_->name;
    parts.program = face_->subset(parts.points, parts.glyphs);
    for (const char32_t point : parts.points) parts.widths.push_back(int(std::lround(face_->advance(point) * 1000)));
    return parts;
}

void EmbeddedFont::write(int font, const ObjectSink& objects) const {
    const Parts parts = this->parts();
    std::string widths;
    for (const int width : parts.widths) widths += (widths.empty() ? "" : " ") + std::to_string(width);

    const FontBytes head(hb_face_reference_table(face_->face.get(), HB_TAG('h', 'e', 'a', 'd')));
    unsigned size = 0;
    const char* const bytes = hb_blob_get_data(head.get(), &size);
    std::string bounds;
    for (std::size_t i = 36; i < 44 && i + 1 < size; i += 2)  // xMin, yMin, xMax, yMax
        bounds +=
            (bounds.empty() ? "" : " ") + face_->thousandths(std::int16_t(static_cast<unsigned char>(bytes[i]) << 8 |
                                                                          static_cast<unsigned char>(bytes[i + 1])));
    hb_font_extents_t extents{};
    hb_font_get_h_extents(face_->font.get(), &extents);
    hb_position_t capital = extents.ascender;
    hb_ot_metrics_get_position(face_->font.get(), HB_OT_METRICS_TAG_CAP_HEIGHT, &capital);

    const std::string name = "/" + parts.name;
    const auto stream = [&](const std::string& entries, const std::string& data) {
        return reference(objects.add(packed_stream(entries, data)));
    };
    const std::string descriptor = reference(objects.add(
        "<</Type/FontDescriptor/FontName" + name + "/Flags 4/FontBBox[" + bounds + "]/ItalicAngle 0/Ascent " +
        face_->thousandths(extents.ascender) + "/Descent " + face_->thousandths(extents.descender) + "/CapHeight " +
        face_->thousandths(capital) + "/StemV 80/FontFile2 " +
        stream("/Length1 " + std::to_string(parts.program.size()), parts.program) + ">>"));
    const std::string descendant =
        reference(objects.add("<</Type/Font/Subtype/CIDFontType2/BaseFont" + name +
                              "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[1[" + widths +
                              "]]/FontDescriptor " + descriptor + "/CIDToGIDMap " + stream("", parts.glyphs) + ">>"));
    objects.put(font, "<</Type/Font/Subtype/Type0/BaseFont" + name + "/Encoding/Identity-H/DescendantFonts[" +
                          descendant + "]/ToUnicode " + stream("", to_unicode(parts.points)) + ">>");
}

}  // namespace saoy::pdf
