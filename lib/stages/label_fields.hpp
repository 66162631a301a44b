// SPDX-License-Identifier: Apache-2.0
// Fields behind printed labels: "label: value", several on a line, or a value under its label as cards have it.
#pragma once

#include <vector>

#include "lib/model/document_types.hpp"
#include "lib/model/dossier.hpp"
#include "lib/stages/sheet.hpp"

namespace saoy::stages {

// Adds to `fields` what is not there yet. What a recogniser was not sure of is left out, and so is a value that is
// none of its kind. Nothing is read from a certification stamp or below it: its number and date are not the paper's.
void add_label_fields(std::vector<Field>& fields, const DocumentTypes& types, const DocumentType& type,
                      const std::vector<SheetLine>& sheet, int page);

// The upper edge of the highest certification stamp on the page; larger than any page without one.
int top_of_stamp(const DocumentTypes& types, const std::vector<SheetLine>& sheet);

}  // namespace saoy::stages
