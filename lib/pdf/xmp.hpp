// SPDX-License-Identifier: Apache-2.0
// A document's metadata twice: the Info dictionary and the XMP packet, which PDF/A wants to be equal.
#pragma once

#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// Control characters have no place in XML 1.0; the Info dictionary must say the same.
std::string printable(const std::string& text);
// `part` of ISO 19005, level B.
std::string xmp_packet(const Metadata& metadata, int part);
std::string info_dictionary(const Metadata& metadata);

}  // namespace saoy::pdf
