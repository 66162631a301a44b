// SPDX-License-Identifier: Apache-2.0
// How large a page is and how its image lies on it.
#pragma once

#include <string>

#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// In points. Throws Error(input): "no-resolution", "page-size".
Size page_size(const CopyPage& page);

// The operators that paint the XObject /Image of the page: turned, straight, cropped.
std::string placed(const CopyPage& page);

}  // namespace saoy::pdf
