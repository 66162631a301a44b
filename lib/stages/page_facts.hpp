// SPDX-License-Identifier: Apache-2.0
// What papers say without a label: who issued them, when, who signed, what they are about (TT 01/2023/TT-VPCP Đ.9).
#pragma once

#include <vector>

#include "lib/model/document_types.hpp"
#include "lib/model/dossier.hpp"
#include "lib/stages/sheet.hpp"

namespace saoy::stages {

// Adds co_quan, ngay_ky, nguoi_ky, trich_yeu, thoi_han and pham_vi where they are found and not there yet; source "rule".
void add_page_facts(std::vector<Field>& fields, const DocumentTypes& types, const std::vector<SheetLine>& sheet,
                    int page, int page_height);

}  // namespace saoy::stages
