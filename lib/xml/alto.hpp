// SPDX-License-Identifier: Apache-2.0
// ALTO 4 (Library of Congress): the recognised text of one page as a file.
#pragma once

#include <string>
#include <string_view>

#include "lib/model/words.hpp"

namespace saoy::xml {

struct AltoSource {
    std::string image;     // file name of the page image inside the dossier
    std::string software;  // "saoy-ocr 0.1.0, tesseract 5.3.0"
};

std::string write_alto(const PageText& page, const AltoSource& source);
// Throws Error(input) for anything that is not what write_alto makes (schemas/alto.xsd).
PageText read_alto(std::string_view alto);

}  // namespace saoy::xml
