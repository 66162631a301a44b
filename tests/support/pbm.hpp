// SPDX-License-Identifier: Apache-2.0
// Reads a one-bit PBM of tests/unit/stages/data into a grey raster.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>

#include "lib/model/raster.hpp"

namespace saoy {

inline Raster read_pbm(const std::string& name, double dpi) {
    std::ifstream file(std::string(SAOY_SOURCE_DIR) + "/tests/unit/stages/data/" + name, std::ios::binary);
    std::string magic;
    Raster page;
    page.dpi = dpi;
    if (!(file >> magic >> page.width >> page.height) || magic != "P4") throw std::runtime_error(name + " is no PBM");
    file.get();
    std::string row(std::size_t(page.width + 7) / 8, '\0');
    for (int y = 0; y < page.height; ++y) {
        if (!file.read(row.data(), std::streamsize(row.size()))) throw std::runtime_error(name + " is cut");
        for (int x = 0; x < page.width; ++x) {
            const bool black = (static_cast<unsigned char>(row[std::size_t(x / 8)]) >> (7 - x % 8) & 1) != 0;
            page.samples.push_back(black ? 0 : 255);
        }
    }
    return page;
}

}  // namespace saoy
