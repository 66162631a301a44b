// SPDX-License-Identifier: Apache-2.0
// PDF objects made from plain values.
#pragma once

#include <initializer_list>
#include <string>

#include "lib/model/raster.hpp"
#include "lib/pdf/podofo.hpp"

namespace saoy::pdf {

// A number object; PoDoFo's own AddKey takes a zero for a null pointer.
inline PoDoFo::PdfObject integer(PoDoFo::pdf_int64 value) { return PoDoFo::PdfObject(value); }
PoDoFo::PdfArray array_of(std::initializer_list<double> values);
PoDoFo::PdfString text_string(const std::string& utf8);

enum class Packing { flate, none };
PoDoFo::PdfObject* new_stream(PoDoFo::PdfVecObjects& objects, const std::string& bytes,
                              Packing packing = Packing::flate, const char* type = nullptr);

// An image XObject around the encoded bytes as they are.
PoDoFo::PdfObject* new_image(PoDoFo::PdfVecObjects& objects, const EncodedImage& image);

}  // namespace saoy::pdf
