// SPDX-License-Identifier: Apache-2.0
// A drawing as a one-page PDF for the printer: exact lengths, fonts embedded.
#pragma once

#include <string>

#include "lib/model/drawing.hpp"
#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// The same bytes each time. Throws Error(configuration) for fonts that are not there.
std::string write_drawing(const Drawing& drawing, const Metadata& metadata, const Fonts& fonts);

}  // namespace saoy::pdf
