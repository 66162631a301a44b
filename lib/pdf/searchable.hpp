// SPDX-License-Identifier: Apache-2.0
// Searchable pages without a statement: saoy-ocr --pdf.
#pragma once

#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// PDF/A-2b of the page images with their invisible text.
std::string write_searchable(const std::vector<CopyPage>& pages, const Metadata& metadata, const Fonts& fonts);

}  // namespace saoy::pdf
