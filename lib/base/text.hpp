// SPDX-License-Identifier: Apache-2.0
// Vietnamese text: normal form, folding, masking, messages in the user's language.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace saoy::text {

bool is_utf8(std::string_view text) noexcept;
// Unicode NFC (TCVN 6909 precomposed letters). Throws Error(input) if it is not UTF-8.
std::string nfc(std::string_view text);
// For comparison only: accents and tone marks stripped, Đ -> D, upper case, runs of white space to one blank, trimmed.
std::string fold(std::string_view text);
// For comparison only: NFC in small letters, accents kept.
std::string lower(std::string_view text);
// Each word in small letters but for its first: "NGUYỄN VĂN AN" -> "Nguyễn Văn An".
std::string title_case(std::string_view text);
// Hides the middle of every run of 9 to 14 digits that is not part of a hex digest: 001099000001 -> 001******001.
// For logs, events, metrics.
std::string mask_numbers(std::string_view text);

std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text) noexcept;
// A byte that is not UTF-8 becomes U+FFFD.
std::u32string code_points(std::string_view text);
// Number of code points; the text must be UTF-8.
std::size_t length(std::string_view text) noexcept;
// ASCII file name part from any text: folded, lower case, "-" for the rest; at most `most` characters, "paper" if
// empty.
std::string slug(std::string_view text, std::size_t most = 40);

// Replaces {0}, {1} … in a message.
std::string fill(std::string_view message, std::initializer_list<std::string> values);
// The message in the language chosen with --lang (gettext); the English text is its key.
std::string tr(const char* message);
// Once, before the first tr() and before threads. `catalogues` holds <language>/LC_MESSAGES/saoy.mo.
void choose_language(const std::string& language, const std::string& catalogues);

}  // namespace saoy::text
