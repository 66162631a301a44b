// SPDX-License-Identifier: Apache-2.0
// A line of text taken apart where labels and values meet.
#pragma once

#include <string>
#include <vector>

#include "lib/model/words.hpp"

namespace saoy::stages {

// A word, or a part of one: "Số/No.:15" is "Số", "/No.:", "15".
struct Token {
    std::string text;
    std::string key;     // label_key(text); empty for signs alone
    bool glued = false;  // no blank before it
    bool colon = false;  // ends with one
    double confidence = 0;
    Box box;  // of the whole word
};

std::vector<Token> tokens_of(const Line& line);

// The tokens [first, last) as a text, with their box and least confidence. Leaders ("......") are left out.
struct Span {
    std::string text;
    Box box;
    double confidence = 1;
};
Span span_of(const std::vector<Token>& tokens, std::size_t first, std::size_t last);

}  // namespace saoy::stages
