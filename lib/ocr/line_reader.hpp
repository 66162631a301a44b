// SPDX-License-Identifier: Apache-2.0
// Tesseract as a reader of single lines: the reference and fallback of lib/lstm.
#pragma once

#include <memory>
#include <string>

#include "lib/model/line_reader.hpp"

namespace saoy::ocr {

// About 0.1 s and 60 MB, once. Throws Error(unavailable, "no-language").
std::unique_ptr<LineReader> line_reader(const std::string& languages, const std::string& tessdata = {});

}  // namespace saoy::ocr
