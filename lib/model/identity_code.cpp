// SPDX-License-Identifier: Apache-2.0
#include "lib/model/identity_code.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/model/values.hpp"

namespace saoy {

namespace {

constexpr std::size_t longest = 2000, most_parts = 40;

bool is_digits(const std::string& text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// ddMMyyyy
std::string day_of(const std::string& text) {
    if (!is_digits(text, 8)) return "";
    return date_in(text.substr(0, 2) + "/" + text.substr(2, 2) + "/" + text.substr(4)).value_or("");
}

std::string from_hex(const std::string& text) {
    if (text.empty() || text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
        return text;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) bytes += char(std::stoi(text.substr(i, 2), nullptr, 16));
    return text::is_utf8(bytes) ? bytes : text;
}

std::string sex_of(const std::string& text) {
    const std::string folded = text::fold(text);
    return folded == "NAM" ? "Nam" : folded == "NU" ? "Nữ" : "";
}

std::optional<IdentityCode> insurance(const std::vector<std::string>& parts) {
    const std::string& number = parts[0];
    const bool like = number.size() >= 10 && number.size() <= 15 &&
                      std::all_of(number.begin(), number.end(),
                                  [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    const std::string birth = date_in(parts[2]).value_or("");
    if (!like || birth.empty() || (parts[3] != "1" && parts[3] != "2")) return std::nullopt;
    IdentityCode code;
    code.kind = IdentityCode::Kind::insurance;
    code.number = number;
    code.name = text::nfc(from_hex(parts[1]));
    code.birth = birth;
    code.sex = parts[3] == "1" ? "Nam" : "Nữ";
    code.address = text::nfc(from_hex(parts[4]));
    return code;
}

}  // namespace

std::optional<IdentityCode> identity_code(std::string_view given) {
    if (given.size() > longest || !text::is_utf8(given)) return std::nullopt;
    std::vector<std::string> parts = text::split(given, '|');
    for (std::string& part : parts) part = std::string(text::trim(part));
    if (parts.size() < 5 || parts.size() > most_parts) return std::nullopt;
    if (!is_digits(parts[0], 12)) return insurance(parts);
    if (parts.size() < 6 || day_of(parts[3]).empty()) return insurance(parts);
    IdentityCode code;
    code.number = parts[0];
    code.old_number = parts[1];
    code.name = text::nfc(parts[2]);
    code.birth = day_of(parts[3]);
    code.sex = sex_of(parts[4]);
    code.address = text::nfc(parts[5]);
    if (parts.size() > 6) code.issued = day_of(parts[6]);
    for (std::size_t i = 7; i < parts.size(); ++i)
        if (!parts[i].empty()) code.extra.push_back(text::nfc(parts[i]));
    return code;
}

}  // namespace saoy
