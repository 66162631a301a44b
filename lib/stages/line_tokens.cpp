// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/line_tokens.hpp"

#include <algorithm>

#include "lib/model/document_types.hpp"

namespace saoy::stages {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Bytes of letters with accents count as letters.
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Where a part of the word begins: behind a colon that follows a letter, and at a slash between letters.
bool parts_at(const std::string& word, std::size_t i) {
    if (i == 0 || i + 1 > word.size()) return false;
    if (word[i - 1] == ':') return i >= 2 && !is_digit(word[i - 2]);
    return word[i] == '/' && is_letter(word[i - 1]) && i + 1 < word.size() && is_letter(word[i + 1]);
}

bool is_leader(const std::string& word) { return word.find_first_not_of(".,_-…·:") == std::string::npos; }

}  // namespace

std::vector<Token> tokens_of(const Line& line) {
    std::vector<Token> tokens;
    for (const Word& word : line.words) {
        std::size_t start = 0;
        for (std::size_t i = 1; i <= word.text.size(); ++i) {
            if (i < word.text.size() && !parts_at(word.text, i)) continue;
            Token token;
            token.text = word.text.substr(start, i - start);
            token.key = label_key(token.text);
            token.glued = start > 0;
            token.colon = token.text.back() == ':';
            token.confidence = word.confidence;
            token.box = word.box;
            tokens.push_back(std::move(token));
            start = i;
        }
    }
    return tokens;
}

Span span_of(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
    Span span;
    for (std::size_t i = first; i < last && i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (is_leader(token.text) && token.text != "-") continue;
        if (!span.text.empty() && !token.glued) span.text += ' ';
        span.text += token.text;
        span.box = hull(span.box, token.box);
        span.confidence = std::min(span.confidence, token.confidence);
    }
    const auto is_edge = [](char c) { return std::string_view(" ,;:").find(c) != std::string_view::npos; };
    while (!span.text.empty() && is_edge(span.text.back())) span.text.pop_back();
    span.text.erase(0, std::min(span.text.find_first_not_of(" ,;:."), span.text.size()));
    return span;
}

}  // namespace saoy::stages
