// SPDX-License-Identifier: Apache-2.0
// A table as pages for the printer: A4 landscape, its heading on each page, pages counted.
#pragma once

#include <string>

#include "lib/model/table.hpp"
#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// The same bytes each time. Throws Error(configuration) for fonts that are not there, "table-too-wide".
std::string write_table(const Table& table, const Metadata& metadata, const Fonts& fonts);

}  // namespace saoy::pdf
