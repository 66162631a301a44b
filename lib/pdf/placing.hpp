// SPDX-License-Identifier: Apache-2.0
// How large a page is and how its image lies on it.
#pragma once

#include <string>

#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// In points. Throws Error(input): "no-resolution", "page-size".
Size page_size(const CopyPage& page);

// The operators that paint the XObject `name` as the page's image: turned, straight, cropped.
std::string placed(const CopyPage& page, const std::string& name);

// What turns text, which stands on the straight page, to where its words are; empty where nothing does.
std::string text_turn(const CopyPage& page);

}  // namespace saoy::pdf
