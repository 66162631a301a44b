// SPDX-License-Identifier: Apache-2.0
// What the square codes of identity and insurance cards say. They are not signed: a claim to be compared, no proof.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saoy {

struct IdentityCode {
    enum class Kind { identity, insurance };
    Kind kind = Kind::identity;
    std::string number;              // 12 digits, or of an insurance card as printed
    std::string old_number;          // of the nine-digit card before, or empty
    std::string name;                // as written there
    std::string birth;               // 1999-01-01
    std::string sex;                 // "Nam", "Nữ"
    std::string address, issued;     // `issued` 2021-04-15 or empty
    std::vector<std::string> extra;  // of the 2024 card: what follows the first seven, as it stands
};

// Identity cards of 2021 and 2024: number|old number|name|ddMMyyyy|Nam or Nữ|address|ddMMyyyy, the last may be missing
// and more may follow. Insurance cards: number|name as hex of UTF-8|dd/MM/yyyy|1 man, 2 woman|address as hex …|.
// None for any other text.
std::optional<IdentityCode> identity_code(std::string_view text);

}  // namespace saoy
