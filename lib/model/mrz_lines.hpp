// SPDX-License-Identifier: Apache-2.0
// The text of machine-readable lines: what stands for what, check digits, and the mending of Vietnamese cards.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace saoy {

constexpr std::size_t card_line = 30;  // letters of each line of a TD1 card

// Letters that print like figures become figures in [from, from + count), or the reverse; `mended` says that some did.
void make_figures(std::string& line, std::size_t from, std::size_t count, bool& mended);
void make_letters(std::string& line, std::size_t from, std::size_t count, bool& mended);
bool right(std::string_view field, char check_digit);
// A card's line made 30 long; its check digit stands behind fillers, of which some may be missing or too many.
bool end_in_place(std::string& line);

struct CardLines {
    std::string first, second;
    bool mended = false;
};
// The first two lines of a Vietnamese card with every check digit right: as they were read, or in the only way in which
// they can be put right when zeros were read as 6, 8 or 9, or as two figures. The last nine digits of the personal
// number stand there twice; and where lines are mended, the number must hold its owner's year of birth and sex, as it
// does by its structure (NĐ 137/2015/NĐ-CP Đ.13).
std::optional<CardLines> vietnamese_card(const std::string& first, const std::string& second);

}  // namespace saoy
