// SPDX-License-Identifier: Apache-2.0
// The simplest fields: what stands after "label:" on the same line, when it was read surely.
#pragma once

#include <vector>

#include "lib/model/document_types.hpp"
#include "lib/model/dossier.hpp"
#include "lib/stages/sheet.hpp"

namespace saoy::stages {

// Nothing is read from a certification stamp or below it: its number and date are not the paper's.
std::vector<Field> label_fields(const DocumentTypes& types, const DocumentType& type,
                                const std::vector<SheetLine>& sheet, int page);

}  // namespace saoy::stages
