// SPDX-License-Identifier: Apache-2.0
// hOCR 1.2: the recognised text of one page as XHTML, for programs that take no ALTO.
#pragma once

#include <string>

#include "lib/xml/alto.hpp"

namespace saoy::xml {

// Boxes are upright and on the master, as in ALTO.
std::string write_hocr(const PageText& page, const AltoSource& source);

}  // namespace saoy::xml
