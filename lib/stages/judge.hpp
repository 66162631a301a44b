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
    std::string likeliest;             // the best by the rules, whether or not it is good enough
    std::size_t page_index = 0;        // of the page that says what the paper is
    std::vector<std::string> reasons;  // quote phrases of the profile only
    std::vector<Field> fields;
};

// By the rules alone, without fields. The paper's pages that are not blank: the first says what it is, or of a card
// the other side.
Judgement judge(const DocumentTypes& types, const std::vector<PageText>& pages);

// For reasons: 0.876 -> "0.88".
std::string two_digits(double value);

// What the paper of this kind says.
std::vector<Field> fields_of(const DocumentTypes& types, const DocumentType& type, const std::vector<PageText>& pages);

}  // namespace saoy::stages
