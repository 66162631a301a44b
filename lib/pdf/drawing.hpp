// SPDX-License-Identifier: Apache-2.0
// Drawings as a PDF for the printer: exact lengths, fonts embedded.
#pragma once

#include <string>
#include <vector>

#include "lib/model/drawing.hpp"
#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// A page a drawing; the same bytes each time. Throws Error(configuration) for fonts that are not there.
std::string write_drawings(const std::vector<Drawing>& drawings, const Metadata& metadata, const Fonts& fonts);

}  // namespace saoy::pdf
