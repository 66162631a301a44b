// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace saoy::test {

inline const char* const tessdata = "/usr/share/tesseract-ocr/5/tessdata";

// The bytes of a model that Debian installs.
inline std::string packaged_model(const std::string& language) {
    std::ostringstream bytes;
    bytes << std::ifstream(std::string(tessdata) + "/" + language + ".traineddata", std::ios::binary).rdbuf();
    return bytes.str();
}

}  // namespace saoy::test
