// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/intake.hpp"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <istream>
#include <memory>
#include <streambuf>

#include "lib/base/text.hpp"
#include "lib/pdf/page_content.hpp"

namespace saoy::pdf {

namespace {

using PoDoFo::PdfObject;

// Is there a dictionary key of this name anywhere? Trailers and signature dictionaries are never compressed.
bool has_key(std::string_view bytes, std::string_view key) {
    for (std::size_t at = bytes.find(key); at != std::string_view::npos; at = bytes.find(key, at + 1)) {
        const std::size_t end = at + key.size();
        if (end < bytes.size() &&
            std::string_view(" \t\r\n\f[(</0123456789", 19).find(bytes[end]) != std::string_view::npos)
            return true;
    }
    return false;
}

Error broken(const std::string& what) {
    return Error(Fault::input, "pdf-broken", text::fill(text::tr("the PDF is damaged ({0})"), {what}),
                 text::tr("print it to a new PDF, or scan the paper"));
}

PdfObject* find(PdfObject& object, const char* key) {
    return object.IsDictionary() ? object.GetIndirectKey(PoDoFo::PdfName(key)) : nullptr;
}

long long integer(PdfObject& object, const char* key, long long otherwise) {
    PdfObject* value = find(object, key);
    return value != nullptr && value->IsNumber() ? value->GetNumber() : otherwise;
}

bool truth(PdfObject& object, const char* key, bool otherwise) {
    PdfObject* value = find(object, key);
    return value != nullptr && value->IsBool() ? value->GetBool() : otherwise;
}

// A name, or an array with one entry.
PdfObject* single(PdfObject* object) {
    if (object == nullptr || !object->IsArray()) return object;
    if (object->GetArray().size() != 1) return nullptr;
    PdfObject& entry = object->GetArray()[0];
    return entry.IsReference() ? object->GetOwner()->GetObject(entry.GetReference()) : &entry;
}

// 1 or 3 components whose samples are grey or RGB values as they stand; 0 for any other colour space.
int plain_components(PdfObject& image) {
    PdfObject* space = find(image, "ColorSpace");
    if (space == nullptr) return 0;
    if (space->IsName()) return space->GetName() == "DeviceGray" ? 1 : space->GetName() == "DeviceRGB" ? 3 : 0;
    if (!space->IsArray() || space->GetArray().size() != 2 || !space->GetArray()[0].IsName()) return 0;
    const std::string family = space->GetArray()[0].GetName().GetName();
    if (family == "CalGray") return 1;
    if (family == "CalRGB") return 3;
    if (family != "ICCBased" || !space->GetArray()[1].IsReference()) return 0;
    PdfObject* profile = image.GetOwner()->GetObject(space->GetArray()[1].GetReference());
    const long long count = profile == nullptr ? 0 : integer(*profile, "N", 0);
    return count == 1 || count == 3 ? int(count) : 0;
}

std::string raw_stream(PdfObject& image) {
    char* data = nullptr;
    PoDoFo::pdf_long length = 0;
    image.GetStream()->GetCopy(&data, &length);
    const std::unique_ptr<char, decltype(&PoDoFo::podofo_free)> owner(data, &PoDoFo::podofo_free);
    return std::string(data, std::size_t(length));
}

void put(std::string& bytes, std::uint32_t value, int width) {
    for (int i = 0; i < width; ++i) bytes += char(value >> (8 * i) & 0xFF);
}

// TIFF 6.0 around T.6 data that stays as it is. `white_is_0`: what the code calls white is shown white.
std::string tiff_around(const std::string& data, int width, int height, bool white_is_0, double dpi_x, double dpi_y) {
    constexpr std::uint32_t u16 = 3, u32 = 4, rational = 5, entries = 12;
    const std::uint32_t start = 8, padded = std::uint32_t(data.size() + data.size() % 2);
    const std::uint32_t directory = start + padded, fractions = directory + 2 + entries * 12 + 4;
    std::string tiff("II*\0", 4);
    put(tiff, directory, 4);
    tiff += data;
    tiff.resize(directory);
    put(tiff, entries, 2);
    const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
        put(tiff, tag, 2);
        put(tiff, type, 2);
        put(tiff, 1, 4);
        put(tiff, value, 4);
    };
    entry(256, u32, std::uint32_t(width));
    entry(257, u32, std::uint32_t(height));
    entry(258, u16, 1);                      // BitsPerSample
    entry(259, u16, 4);                      // Compression: T.6
    entry(262, u16, white_is_0 ? 0 : 1);     // PhotometricInterpretation
    entry(273, u32, start);                  // StripOffsets
    entry(277, u16, 1);                      // SamplesPerPixel
    entry(278, u32, std::uint32_t(height));  // RowsPerStrip
    entry(279, u32, std::uint32_t(data.size()));
    entry(282, rational, fractions);
    entry(283, rational, fractions + 8);
    entry(296, u16, 2);  // ResolutionUnit: inch
    put(tiff, 0, 4);
    for (const double dpi : {dpi_x, dpi_y}) {
        put(tiff, std::uint32_t(std::lround(dpi * 1000)), 4);
        put(tiff, 1000, 4);
    }
    return tiff;
}

// ISO 15948 around a flate stream whose rows carry PNG's own predictors: the data stays as it is.
std::string png_around(const std::string& data, int width, int height, int components) {
    const auto u32 = [](std::uint32_t value) {
        std::string bytes;
        for (int shift = 24; shift >= 0; shift -= 8) bytes += char(value >> shift & 255);
        return bytes;
    };
    const auto chunk = [&](const char* kind, const std::string& body) {
        const std::string checked = kind + body;
        const auto sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()), uInt(checked.size()));
        return u32(std::uint32_t(body.size())) + checked + u32(std::uint32_t(sum));
    };
    const std::string head = u32(std::uint32_t(width)) + u32(std::uint32_t(height)) + '\x08' +
                             (components == 3 ? '\x02' : '\0') + std::string(3, '\0');
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", head) + chunk("IDAT", data) + chunk("IEND", "");
}

bool has_png_rows(PdfObject* parameters, int width, int components) {
    return parameters != nullptr && parameters->IsDictionary() && integer(*parameters, "Predictor", 1) >= 10 &&
           integer(*parameters, "Columns", 1) == width && integer(*parameters, "Colors", 1) == components &&
           integer(*parameters, "BitsPerComponent", 8) == 8;
}

bool is_default_ccitt_g4(PdfObject* parameters, int width, int height) {
    return parameters != nullptr && parameters->IsDictionary() && integer(*parameters, "K", 0) < 0 &&
           integer(*parameters, "Columns", 1728) == width && !truth(*parameters, "EncodedByteAlign", false) &&
           !truth(*parameters, "EndOfLine", false) &&
           (integer(*parameters, "Rows", 0) == 0 || integer(*parameters, "Rows", 0) == height);
}

// Fills image and media_type, or why not.
void take_out(PdfObject& image, IntakePage& page) {
    for (const char* key : {"SMask", "Mask", "Decode", "ImageMask", "Alternates", "Matte"})
        if (find(image, key) != nullptr && !(std::string_view(key) == "ImageMask" && !truth(image, key, true))) {
            page.why = std::string("image with /") + key;
            return;
        }
    PdfObject* filter = single(find(image, "Filter"));
    PdfObject* parameters = single(find(image, "DecodeParms"));
    const int components = plain_components(image);
    const std::string kind = filter != nullptr && filter->IsName() ? filter->GetName().GetName() : "";
    page.why = "image kind";
    if (components == 0 || !image.HasStream()) return;
    if (kind == "DCTDecode" && parameters == nullptr && integer(image, "BitsPerComponent", 8) == 8) {
        page.image = raw_stream(image);
        page.media_type = "image/jpeg";
    } else if (kind == "CCITTFaxDecode" && components == 1 &&
               is_default_ccitt_g4(parameters, page.pixels_x, page.pixels_y)) {
        const bool white_is_0 = !truth(*parameters, "BlackIs1", false);
        page.image = tiff_around(raw_stream(image), page.pixels_x, page.pixels_y, white_is_0, page.dpi_x, page.dpi_y);
        page.media_type = "image/tiff";
    } else if (kind == "FlateDecode" && integer(image, "BitsPerComponent", 8) == 8 &&
               has_png_rows(parameters, page.pixels_x, components)) {
        page.image = png_around(raw_stream(image), page.pixels_x, page.pixels_y, components);
        page.media_type = "image/png";
    } else {
        return;
    }
    page.why.clear();
}

// Links and pop-ups show nothing of their own; any other note on the page does.
bool has_visible_notes(PoDoFo::PdfPage& page) {
    PdfObject* notes = find(*page.GetObject(), "Annots");
    if (notes == nullptr || !notes->IsArray()) return notes != nullptr;
    for (PdfObject& entry : notes->GetArray()) {
        PdfObject* note = entry.IsReference() ? notes->GetOwner()->GetObject(entry.GetReference()) : &entry;
        PdfObject* kind = note == nullptr ? nullptr : find(*note, "Subtype");
        if (kind == nullptr || !kind->IsName() || (kind->GetName() != "Link" && kind->GetName() != "Popup"))
            return true;
    }
    return false;
}

PoDoFo::PdfRect visible_box(const PoDoFo::PdfPage& page) {
    const PoDoFo::PdfRect media = page.GetMediaBox();
    PoDoFo::PdfRect crop = page.GetCropBox();
    crop.Intersect(media);
    return crop.GetWidth() > 0 && crop.GetHeight() > 0 ? crop : media;
}

IntakePage read_page(PoDoFo::PdfPage& page) {
    constexpr double inch = 72;
    IntakePage taken;
    const PoDoFo::PdfRect box = visible_box(page);
    const PdfObject* unit = page.GetInheritedKey("UserUnit");
    const double scale = unit != nullptr && (unit->IsReal() || unit->IsNumber()) ? unit->GetReal() : 1;
    taken.width = box.GetWidth() * scale / inch;
    taken.height = box.GetHeight() * scale / inch;
    taken.rotation = ((page.GetRotation() % 360) + 360) % 360 / 90 * 90;
    if (!(taken.width > 0.1 && taken.height > 0.1)) throw broken("page size");
    const Placed placed = only_image(page, box);
    taken.words = placed.words;
    if (has_visible_notes(page)) {
        taken.why = "notes or form fields";
        return taken;
    }
    taken.why = placed.why;
    if (placed.image == nullptr) return taken;
    taken.rotation = (taken.rotation + placed.rotation) % 360;
    taken.pixels_x = int(std::clamp<long long>(integer(*placed.image, "Width", 0), 0, 1 << 20));
    taken.pixels_y = int(std::clamp<long long>(integer(*placed.image, "Height", 0), 0, 1 << 20));
    taken.dpi_x = taken.pixels_x * inch / (placed.width * scale);
    taken.dpi_y = taken.pixels_y * inch / (placed.height * scale);
    if (std::abs(taken.dpi_x - taken.dpi_y) > 0.02 * taken.dpi_x)
        taken.why = "image stretched";
    else
        take_out(*placed.image, taken);
    // PoDoFo keeps what it has read: of a long document every page's image. It reads it again if it is asked again.
    if (auto* const parsed = dynamic_cast<PoDoFo::PdfParserObject*>(placed.image)) parsed->FreeObjectMemory();
    return taken;
}

}  // namespace

namespace {

// Bytes in memory as a stream to read and seek in. PoDoFo copies a buffer twice, which of a long document is much.
class Bytes : public std::streambuf {
public:
    explicit Bytes(std::string_view bytes) {
        char* const begin = const_cast<char*>(bytes.data());  // nobody writes: there is no put area
        setg(begin, begin, begin + bytes.size());
    }

private:
    pos_type seekoff(off_type offset, std::ios::seekdir from, std::ios::openmode which) override {
        const off_type base = from == std::ios::beg   ? 0
                              : from == std::ios::cur ? off_type(gptr() - eback())
                                                      : off_type(egptr() - eback());
        return seekpos(base + offset, which);
    }
    pos_type seekpos(pos_type place, std::ios::openmode) override {
        const off_type at = place;
        if (at < 0 || at > off_type(egptr() - eback())) return pos_type(off_type(-1));
        setg(eback(), eback() + at, egptr());
        return place;
    }
};

// Calls `work` with the opened document and its number of pages.
void open(std::string_view bytes, int most_pages, const std::function<void(PoDoFo::PdfMemDocument&, int)>& work) {
    const auto encrypted = [] {
        return Error(Fault::input, "pdf-encrypted", text::tr("the PDF is protected with a password or encrypted"),
                     text::tr("remove the protection where it was made, or scan the paper"));
    };
    if (has_key(bytes, "/Encrypt")) throw encrypted();
    PoDoFo::PdfError::EnableDebug(false);
    PoDoFo::PdfError::EnableLogging(false);
    try {
        Bytes buffer(bytes);
        std::istream stream(&buffer);
        PoDoFo::PdfMemDocument document;
        document.LoadFromDevice(PoDoFo::PdfRefCountedInputDevice(new PoDoFo::PdfInputDevice(&stream)));
        const int count = document.GetPageCount();
        if (count <= 0) throw broken("no pages");
        if (count > most_pages)
            throw Error(Fault::input, "too-many-pages",
                        text::fill(text::tr("{0} pages in one file; the most is {1}"),
                                   {std::to_string(count), std::to_string(most_pages)}),
                        text::tr("split the file"));
        work(document, count);
    } catch (const PoDoFo::PdfError& error) {
        if (error.GetError() == PoDoFo::ePdfError_InvalidPassword) throw encrypted();
        throw broken(PoDoFo::PdfError::ErrorName(error.GetError()));
    }
}

}  // namespace

bool is_signed(std::string_view bytes) { return has_key(bytes, "/ByteRange"); }

int count_pages(std::string_view bytes, int most_pages) {
    int pages = 0;
    open(bytes, most_pages, [&](PoDoFo::PdfMemDocument&, int count) { pages = count; });
    return pages;
}

void read_pages(std::string_view bytes, int most_pages, const std::function<void(int, IntakePage&&)>& take) {
    open(bytes, most_pages, [&](PoDoFo::PdfMemDocument& document, int count) {
        if (is_signed(bytes))
            throw Error(
                Fault::input, "already-electronic",
                text::tr("the PDF carries an electronic signature: it is an electronic document already, no scan"),
                text::tr("keep it as it is and use it as the original; saoy-verify checks its signature"));
        for (int i = 0; i < count; ++i) {
            PoDoFo::PdfPage* page = document.GetPage(i);
            if (page == nullptr) throw broken("page " + std::to_string(i + 1));
            take(i + 1, read_page(*page));
        }
    });
}

}  // namespace saoy::pdf
