// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/html.hpp"

namespace saoy::stages {

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            default: safe += c;
        }
    }
    return safe;
}

}  // namespace saoy::stages
