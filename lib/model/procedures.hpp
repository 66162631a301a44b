// SPDX-License-Identifier: Apache-2.0
// Procedures of a ward office and the papers each needs; data of the profile.
#pragma once

#include <string>
#include <vector>

namespace saoy {

struct Need {
    std::string name;                // "Giấy tờ tùy thân của bên nam"
    std::vector<std::string> types;  // codes, any of which will do; empty: any paper
    bool original = false;           // a copy will not do
    bool optional = false;           // asked for only in some cases
    bool show = false;               // only looked at, not kept
};

struct Procedure {
    std::string code;  // "khai-sinh"
    std::string name;
    std::vector<Need> needs;
};

}  // namespace saoy
