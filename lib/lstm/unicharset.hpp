// SPDX-License-Identifier: Apache-2.0
// The character set of a model ("lstm-unicharset") and the codes that its network emits ("lstm-recoder").
//
// Character set, text: a first line with the number of lines that follow; each `sign properties …`, fields apart by
// blanks. The sign is UTF-8 and may be several code points; NULL stands for the blank. Properties in hexadecimal:
// 1 letter, 2 lower case, 4 upper case, 8 digit, 16 punctuation. The first word after the properties and after an
// optional run of numbers with commas is the script. Ids 1 and 2 are the marks for joined and broken signs.
//
// Recoder, binary: u32 n; each i8 self_normalized, i32 length (at most 9), i32 code[length]: the signs in order of
// their ids. Latin models give each sign a code of its own; others write a sign as a sequence of codes, as the network
// emits it. Source: src/ccutil/unicharset.cpp, unicharcompress.h of Tesseract 5.3.0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saoy::lstm {

inline constexpr int unichar_space = 0;
inline constexpr int no_unichar = -1;

struct Unichar {
    std::string text;  // NFC in the shipped models
    bool letter = false, digit = false, punctuation = false;
    bool space_delimited = true;  // false for Han, Thai, Hangul and Kana: words stand without blanks between them
};

// Throws Error(unavailable, "model-damaged").
std::vector<Unichar> read_unicharset(std::string_view component);

// The sequences of codes that are signs, as a tree: state 0 is before the first code of a sign.
class Recoder {
public:
    // Throws Error(unavailable, "model-damaged"). `unichars` is the size of the character set, `codes` that of the
    // network's output.
    Recoder(std::string_view component, int unichars, int codes, int null_code);

    int most_length() const noexcept { return most_length_; }
    // The sign that `code` completes in `state`, or no_unichar.
    int final_unichar(int state, int code) const { return finals_[std::size_t(state) * codes_ + std::size_t(code)]; }
    // The state after `code`, or -1 if nothing goes on there.
    int next_state(int state, int code) const { return nexts_[std::size_t(state) * codes_ + std::size_t(code)]; }

private:
    std::size_t codes_;
    int most_length_ = 0;
    std::vector<std::int32_t> finals_, nexts_;  // states × codes
};

}  // namespace saoy::lstm
