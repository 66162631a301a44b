// SPDX-License-Identifier: Apache-2.0
// A table as an OpenDocument spreadsheet (ISO/IEC 26300, 1.2): the members of its package.
#pragma once

#include <string>

#include "lib/model/table.hpp"

namespace saoy::xml {

inline constexpr const char* ods_mimetype = "application/vnd.oasis.opendocument.spreadsheet";

std::string ods_content(const Table& table);  // content.xml
std::string ods_styles();                     // styles.xml: A4, landscape
std::string ods_manifest();                   // META-INF/manifest.xml

}  // namespace saoy::xml
