// SPDX-License-Identifier: Apache-2.0
// Tells what kind of paper a page begins: by its title and nature, never by what it mentions.
#pragma once

#include <string>
#include <vector>

#include "lib/model/document_types.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/words.hpp"

namespace saoy::stages {

struct Judgement {
    std::string type = "unknown";
    std::string name;                  // empty for unknown
    double confidence = 0;             // 0 … 1
    std::string runner_up;             // code of the next best, or empty
    std::vector<std::string> reasons;  // quote phrases of the profile only
    std::vector<Field> fields;
};

// `page` is the first page of the paper that is not blank.
Judgement judge(const DocumentTypes& types, const PageText& page);

}  // namespace saoy::stages
