// SPDX-License-Identifier: Apache-2.0
// ALTO 4 (Library of Congress): the recognised text of one page as a file. Its boxes are pixels of the master, those of
// PageText pixels of the upright, straight page; the page's geometry leads from one to the other. Where the page leans
// on the master a box is the smallest upright one around the word, and its Shape says the four corners.
#pragma once

#include <string>
#include <string_view>

#include "lib/model/geometry.hpp"
#include "lib/model/words.hpp"

namespace saoy::xml {

struct AltoSource {
    std::string image;          // file name of the master inside the dossier
    std::string software;       // "saoy-ocr 0.1.0, tesseract 5.3.0"
    Geometry geometry{};        // from the master to the page
    int width = 0, height = 0;  // pixels of the master; 0: as large as the page
};

// Handwriting, cells of tables, seals, signatures and ink that could not be read are marked as such, and so are words
// of a Vietnamese page that cannot be Vietnamese.
std::string write_alto(const PageText& page, const AltoSource& source);
// Throws Error(input) for anything that is not what write_alto makes (schemas/alto.xsd).
PageText read_alto(std::string_view alto, const Geometry& geometry = {});

}  // namespace saoy::xml
