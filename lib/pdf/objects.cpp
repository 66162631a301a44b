// SPDX-License-Identifier: Apache-2.0
#include "lib/pdf/objects.hpp"

#include <cmath>

namespace saoy::pdf {

using namespace PoDoFo;

PdfArray array_of(std::initializer_list<double> values) {
    PdfArray array;
    for (const double value : values) {
        if (value == std::floor(value))
            array.push_back(PdfVariant(pdf_int64(value)));
        else
            array.push_back(PdfVariant(value));
    }
    return array;
}

PdfString text_string(const std::string& utf8) { return PdfString(reinterpret_cast<const pdf_utf8*>(utf8.c_str())); }

PdfObject* new_stream(PdfVecObjects& objects, const std::string& bytes, Packing packing, const char* type) {
    PdfObject* const object = objects.CreateObject(type);
    if (packing == Packing::flate)
        object->GetStream()->Set(bytes.data(), pdf_long(bytes.size()));
    else
        object->GetStream()->Set(bytes.data(), pdf_long(bytes.size()), TVecFilters());
    return object;
}

PdfObject* new_image(PdfVecObjects& objects, const EncodedImage& image) {
    PdfObject* const object = new_stream(objects, image.bytes, Packing::none, "XObject");
    PdfDictionary& d = object->GetDictionary();
    d.AddKey("Subtype", PdfName("Image"));
    d.AddKey("Width", integer(image.width));
    d.AddKey("Height", integer(image.height));
    d.AddKey("BitsPerComponent", integer(image.bits));
    d.AddKey("ColorSpace", PdfName(image.components == 3 ? "DeviceRGB" : "DeviceGray"));
    PdfDictionary parameters;
    switch (image.filter) {
        case EncodedImage::Filter::dct: d.AddKey("Filter", PdfName("DCTDecode")); break;
        case EncodedImage::Filter::ccitt_g4:
            d.AddKey("Filter", PdfName("CCITTFaxDecode"));
            parameters.AddKey("K", integer(-1));
            parameters.AddKey("Columns", integer(image.width));
            parameters.AddKey("Rows", integer(image.height));
            parameters.AddKey("BlackIs1", PdfVariant(image.black_is_1));
            break;
        case EncodedImage::Filter::flate:
            d.AddKey("Filter", PdfName("FlateDecode"));
            if (image.png_predictor) {
                parameters.AddKey("Predictor", integer(15));
                parameters.AddKey("Colors", integer(image.components));
                parameters.AddKey("BitsPerComponent", integer(image.bits));
                parameters.AddKey("Columns", integer(image.width));
            }
            break;
    }
    if (!parameters.GetKeys().empty()) d.AddKey("DecodeParms", parameters);
    return object;
}

}  // namespace saoy::pdf
