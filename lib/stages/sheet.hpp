// SPDX-License-Identifier: Apache-2.0
// A page's lines made ready to be compared with printed phrases.
#pragma once

#include <string>
#include <vector>

#include "lib/model/document_types.hpp"
#include "lib/model/words.hpp"

namespace saoy::stages {

struct SheetLine {
    const Line* line = nullptr;
    std::string folded;
    bool title_like = false;  // stands high enough and is in capitals or large
    bool follows = false;     // close under the line before it
    double issuer = 0;        // how surely a title-like line begins with the name of an agency
};

// Points into the page text, which must outlive it.
std::vector<SheetLine> sheet_of(const PageText& page, const DocumentTypes& types);

// Likeness 0 … 1 of the phrase at its place in a folded line; below `least` it is 0.
double found(const std::string& folded_line, const Phrase& phrase, double least);

}  // namespace saoy::stages
