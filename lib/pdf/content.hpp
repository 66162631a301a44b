// SPDX-License-Identifier: Apache-2.0
// Small pieces of PDF syntax, the same in every locale.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace saoy::pdf {

// At most four decimals, no exponent: 12, 0.5, -3.1416. Takes |value| < 1e9.
inline std::string number(double value) {
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 4).ptr;
    std::string_view digits(text.data(), std::size_t(end - text.data()));
    while (digits.back() == '0') digits.remove_suffix(1);
    if (digits.back() == '.') digits.remove_suffix(1);
    return digits == "-0" ? "0" : std::string(digits);
}

template <class... Values>
std::string numbers(Values... values) {
    std::string text;
    ((text += number(values) + " "), ...);
    text.pop_back();
    return text;
}

// For the factors of a matrix, which four decimals would leave too coarse.
template <class... Values>
std::string fine_numbers(Values... values) {
    std::string text;
    const auto append = [&](double value) {
        std::array<char, 40> digits{};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 8).ptr;
        text += (text.empty() ? "" : " ") + std::string(digits.data(), end);
    };
    (append(values), ...);
    return text;
}

inline std::string hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    for (const char c : bytes) {
        text += digits[(static_cast<unsigned char>(c) >> 4) & 15];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

constexpr double points_a_mm = 72 / 25.4;

}  // namespace saoy::pdf
