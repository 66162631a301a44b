// SPDX-License-Identifier: Apache-2.0
// Pictures of lines with their text: tests/unit/lstm/data/lines.png holds them one under the other, lines.tsv their
// places.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "lib/image/page_image.hpp"
#include "lib/model/raster.hpp"

namespace saoy::test {

struct PrintedLine {
    std::string text;
    Raster picture;
};

inline std::vector<PrintedLine> printed_lines(const std::string& name) {
    const std::string base = std::string(SAOY_SOURCE_DIR) + "/tests/unit/lstm/data/" + name;
    std::ostringstream bytes;
    bytes << std::ifstream(base + ".png", std::ios::binary).rdbuf();
    const Raster sheet = image::read_png(bytes.str());
    std::vector<PrintedLine> lines;
    std::ifstream places(base + ".tsv");
    int top = 0;
    for (std::string row; std::getline(places, row);) {
        std::istringstream fields(row);
        PrintedLine line;
        fields >> line.picture.width >> line.picture.height;
        fields.get();
        std::getline(fields, line.text);
        for (int y = 0; y < line.picture.height; ++y) {
            const auto* from = sheet.samples.data() + std::ptrdiff_t(top + y) * sheet.width;
            line.picture.samples.insert(line.picture.samples.end(), from, from + line.picture.width);
        }
        top += line.picture.height;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace saoy::test
