// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/statement_claim.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "lib/base/text.hpp"

namespace saoy::stages {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Lines wrap where the place is narrow, so spaces tell nothing.
std::string squeezed(const std::string& text) {
    std::string folded = text::fold(text);
    std::erase_if(folded, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
    return folded;
}

// A template in pieces: words to find as they are, and blanks that a number fills.
struct Piece {
    std::string text;  // squeezed, or the blank's name
    bool blank = false;
};

std::vector<Piece> pieces_of(const std::string& line, const CopyMode& mode) {
    std::vector<Piece> pieces;
    const auto add = [&](const std::string& text) {
        if (text.empty()) return;
        if (!pieces.empty() && !pieces.back().blank)
            pieces.back().text += text;
        else
            pieces.push_back({text});
    };
    std::size_t at = 0;
    while (at < line.size()) {
        const auto open = line.find('{', at);
        add(squeezed(line.substr(at, open - at)));
        if (open == std::string::npos) break;
        const auto close = std::min(line.find('}', open), line.size());
        const std::string name = line.substr(open + 1, close - open - 1);
        at = close + 1;
        if (name == "suffix")
            add(squeezed(mode.number_suffix));
        else if (name == "book")
            add(squeezed(mode.book));
        else
            pieces.push_back({name, true});
    }
    return pieces;
}

constexpr std::string_view numeric[] = {"number", "volume", "year", "day", "month"};

using Values = std::map<std::string, int>;

// The pieces one after another from `at` on.
std::optional<Values> match(const std::string& text, std::size_t at, const std::vector<Piece>& pieces) {
    Values values;
    for (const Piece& piece : pieces) {
        if (!piece.blank) {
            if (text.compare(at, piece.text.size(), piece.text) != 0) return std::nullopt;
            at += piece.text.size();
            continue;
        }
        int value = 0;
        const char* begin = text.data() + at;
        const auto [end, fault] = std::from_chars(begin, text.data() + text.size(), value);
        if (fault != std::errc{} || end == begin || !is_digit(*begin)) return std::nullopt;
        values[piece.text] = value;
        at += std::size_t(end - begin);
    }
    return values;
}

std::optional<Values> last_match(const std::string& text, const std::vector<Piece>& pieces) {
    if (pieces.size() < 2 || pieces.front().blank) return std::nullopt;  // nothing to find it by
    for (const Piece& piece : pieces)
        if (piece.blank && std::find(std::begin(numeric), std::end(numeric), piece.text) == std::end(numeric))
            return std::nullopt;
    for (std::size_t at = text.rfind(pieces.front().text); at != std::string::npos;
         at = at == 0 ? std::string::npos : text.rfind(pieces.front().text, at - 1))
        if (auto values = match(text, at, pieces)) return values;
    return std::nullopt;
}

}  // namespace

std::optional<StatementClaim> statement_claim(const std::string& page_text, const std::vector<CopyMode>& modes) {
    const std::string text = squeezed(page_text);
    for (const CopyMode& mode : modes) {
        Values all;
        for (const StatementLine& line : mode.statement)
            if (const auto values = last_match(text, pieces_of(line.text, mode)))
                all.insert(values->begin(), values->end());
        if (all.count("number") == 0) continue;
        return StatementClaim{mode.book, all["number"], all["year"], all["month"], all["day"]};
    }
    return std::nullopt;
}

}  // namespace saoy::stages
