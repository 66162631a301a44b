// SPDX-License-Identifier: Apache-2.0
#include "lib/model/signing_rules.hpp"

#include <array>

namespace saoy {

namespace {

struct Named {
    SignatureLevel level;
    std::string_view option, name;
};
constexpr std::array<Named, 4> levels{{{SignatureLevel::b_b, "b-b", "B-B"},
                                       {SignatureLevel::b_t, "b-t", "B-T"},
                                       {SignatureLevel::b_lt, "b-lt", "B-LT"},
                                       {SignatureLevel::b_lta, "b-lta", "B-LTA"}}};

}  // namespace

std::string to_string(SignatureLevel level) {
    for (const Named& each : levels)
        if (each.level == level) return std::string(each.name);
    return {};
}

std::optional<SignatureLevel> level_of(std::string_view word) {
    for (const Named& each : levels)
        if (each.option == word || each.name == word) return each.level;
    return std::nullopt;
}

}  // namespace saoy
