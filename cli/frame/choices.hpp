// SPDX-License-Identifier: Apache-2.0
// Options that take one of a few names, or a number between two.
#pragma once

#include <CLI/CLI.hpp>
#include <initializer_list>
#include <string>

namespace saoy::cli {

struct Choice {
    Choice(const char* its_name) : name(its_name), value(its_name) {}  // NOLINT: a name alone is a choice
    Choice(const char* its_name, std::string its_value) : name(its_name), value(std::move(its_value)) {}

    std::string name;
    std::string value;  // what the option becomes by it; of an enumerator the number
};

// For CLI::Option::transform. Another name is refused in a sentence that tells them all.
CLI::Validator one_of(std::initializer_list<Choice> choices);

// For CLI::Option::check. What is no number, or not from `least` to `most`, is refused in a sentence that tells them.
CLI::Validator in_range(int least, int most);
CLI::Validator in_range(double least, double most);

}  // namespace saoy::cli
