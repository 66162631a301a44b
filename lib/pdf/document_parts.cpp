// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/document_parts.hpp"

#include <cstdint>

#include "lib/base/files.hpp"
#include "lib/pdf/content.hpp"
#include "lib/pdf/update.hpp"
#include "lib/pdf/xmp.hpp"

namespace saoy::pdf {

std::string image_object(const EncodedImage& image) {
    const auto number = [](int value) { return " " + std::to_string(value); };
    std::string entries = "/Type/XObject/Subtype/Image/Width" + number(image.width) + "/Height" + number(image.height) +
                          "/BitsPerComponent" + number(image.bits) + "/ColorSpace" +
                          (image.components == 3 ? "/DeviceRGB" : "/DeviceGray");
    switch (image.filter) {
        case EncodedImage::Filter::dct: entries += "/Filter/DCTDecode"; break;
        case EncodedImage::Filter::ccitt_g4:
            entries += "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns" + number(image.width) + "/Rows" +
                       number(image.height) + "/BlackIs1 " + (image.black_is_1 ? "true" : "false") + ">>";
            break;
        case EncodedImage::Filter::flate:
            entries += "/Filter/FlateDecode";
            if (image.png_predictor)
                entries += "/DecodeParms<</Predictor 15/Colors" + number(image.components) + "/BitsPerComponent" +
                           number(image.bits) + "/Columns" + number(image.width) + ">>";
            break;
    }
    return stream_object(entries, image.bytes);
}

std::string archival_entries(ObjectFile& file, const Metadata& metadata, const std::string& icc, int part) {
    const int profile = file.add(packed_stream("/N 3", read_file(icc, std::size_t(16) << 20)));
    const int xmp = file.add(stream_object("/Type/Metadata/Subtype/XML", xmp_packet(metadata, part)));
    return "/Metadata " + reference(xmp) + "/Lang" + text_string_of(metadata.language) +
           "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
           "/DestOutputProfile " +
           reference(profile) + ">>]";
}

// FNV-1a, twice: an /ID must differ from file to file (ISO 32000-1, 14.4), it protects nothing.
std::string file_id(const std::string& key) {
    std::string id;
    for (std::uint64_t hash : {0xcbf29ce484222325ULL, 0x9ae16a3b2f90404fULL}) {
        for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        for (int shift = 56; shift >= 0; shift -= 8) id += char(hash >> shift & 255);
    }
    return hex(id);
}

}  // namespace saoy::pdf
