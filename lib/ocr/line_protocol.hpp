// SPDX-License-Identifier: Apache-2.0
// How pictures of lines go to the child that reads them (cli/children/lines), and how its answers come back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/model/line_reader.hpp"

namespace saoy::ocr {

// "WIDTH HEIGHT DPI\n" and the samples, line after line.
std::string pack_lines(const std::vector<Raster>& lines);
// Throws Error(internal, "line-protocol").
std::vector<Raster> unpack_lines(std::string_view bytes);

// One JSON object in one line of text: certainty and words.
std::string pack_text(const LineText& text);
LineText unpack_text(std::string_view line);

}  // namespace saoy::ocr
