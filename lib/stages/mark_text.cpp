// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_text.hpp"

#include <algorithm>
#include <string>

#include "lib/base/text.hpp"
#include "lib/model/mark_view.hpp"

namespace saoy::stages {

namespace {

constexpr std::size_t most_signs = 120;  // of a line that may be a mark; bytes
constexpr std::size_t most_beside = 2;   // times the mark's letters are in its line at most

// Letters and accents alone: "(T Ố I  M Ậ T)" -> "TỐIMẬT".
std::string letters_of(std::string_view read) {
    std::string letters;
    for (const char c : text::nfc(read))
        if (std::string_view(" \t\r.,:;!*-_()[]<>|\"'=/").find(c) == std::string_view::npos) letters += c;
    return letters;
}

// What stands by itself in a row: three blanks part it from the rest.
std::vector<std::string_view> pieces_of(std::string_view row) {
    std::vector<std::string_view> pieces;
    while (!row.empty()) {
        const std::size_t end = row.find("   ");
        if (const std::string_view piece = text::trim(row.substr(0, end)); !piece.empty()) pieces.push_back(piece);
        if (end == std::string_view::npos) break;
        row.remove_prefix(end + 3);
    }
    return pieces;
}

// The tail of a sentence begins small.
bool has_words(const std::string& letters, const std::string& wanted) {
    const std::string small = text::lower(letters), words = text::lower(wanted);
    return letters.compare(0, 2, small, 0, 2) != 0 && small.size() <= most_beside * words.size() &&
           small.find(words) != std::string::npos;
}

const SecrecyMark* mark_in(std::string_view piece, const SecrecyRules& rules) {
    if (piece.size() > most_signs || !text::is_utf8(piece)) return nullptr;
    const std::string letters = letters_of(piece);
    if (letters.empty()) return nullptr;
    for (const SecrecyMark& mark : rules.marks) {
        const std::string wanted = letters_of(mark.words);
        if (mark.width_mm > 0 ? letters == wanted : has_words(letters, wanted)) return &mark;
    }
    return nullptr;
}

}  // namespace

std::vector<MarkFound> marks_in_text(std::string_view text, const SecrecyRules& rules) {
    std::vector<MarkFound> all;
    int page = 0;
    for (const std::string& sheet : text::split(text, '\f')) {
        ++page;
        for (const std::string& row : text::split(sheet, '\n')) {
            const std::vector<std::string_view> pieces = pieces_of(row);
            const auto add = [&](std::string_view piece) {
                const SecrecyMark* mark = mark_in(piece, rules);
                if (mark == nullptr) return;
                const bool stamp = mark->width_mm > 0;
                const MarkFound found{page, stamp ? secrecy_doubt : mark->code, !stamp && mark->stops};
                if (std::none_of(all.begin(), all.end(), [&](const MarkFound& known) {
                        return known.page == page && known.code == found.code;
                    }))
                    all.push_back(found);
            };
            for (const std::string_view piece : pieces) add(piece);
            if (pieces.size() > 1) add(row);  // letters set far apart
        }
    }
    return all;
}

}  // namespace saoy::stages
