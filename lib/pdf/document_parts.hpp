// SPDX-License-Identifier: Apache-2.0
// What every PDF/A of ours has: images as they are, an output intent, metadata. Private to lib/pdf.
#pragma once

#include <string>

#include "lib/model/raster.hpp"
#include "lib/pdf/copy_writer.hpp"
#include "lib/pdf/object_file.hpp"

namespace saoy::pdf {

// An image XObject around the encoded bytes as they are.
std::string image_object(const EncodedImage& image);

// Writes the colour profile and the metadata and gives the catalogue's entries that name them: an sRGB output intent
// (ISO 19005-2, 6.2.3), XMP for `part` of ISO 19005, the language.
std::string archival_entries(ObjectFile& file, const Metadata& metadata, const std::string& icc, int part);

}  // namespace saoy::pdf
