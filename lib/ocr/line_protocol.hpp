// SPDX-License-Identifier: Apache-2.0
// How pictures of lines go to the child that reads them (cli/children/lines), and how its answers come back.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/line_reader.hpp"

namespace saoy::ocr {

// An order without its last newline: "COUNT\n", so many bytes, "\n". The bytes are "WIDTH HEIGHT DPI\n" and the
// samples, line after line.
std::string pack_order(const std::vector<Raster>& lines);
// The next order; nothing at the end. Throws Error(internal, "line-protocol").
std::optional<std::vector<Raster>> take_order(std::istream& from);

// One JSON object in one line of text: certainty and words.
std::string pack_text(const LineText& text);
LineText unpack_text(std::string_view line);

}  // namespace saoy::ocr
