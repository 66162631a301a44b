// SPDX-License-Identifier: Apache-2.0
// Looks whether this machine has what the commands need, before a citizen stands at the counter.
#pragma once

#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"

namespace saoy::stages {

struct Check {
    enum class State { ok, warn, fail };  // fail: some command cannot work
    State state = State::ok;
    std::string code;    // stable word for programs: "disk", "profile"
    std::string value;   // what was found, for a person
    std::string advice;  // what to do; empty when ok
};

std::string_view to_string(Check::State state) noexcept;

class Doctor {
public:
    struct Options {
        Path profile, schemas;
        std::string languages = "vie";  // Tesseract's codes, "+" between
        std::vector<Path> folders;      // where commands will write; room is looked for in each
        Path register_file;             // empty = not looked at
        std::string locale;             // as the environment has it: LC_ALL, LC_CTYPE or LANG
        int jobs = 1;
    };

    explicit Doctor(Options options) : options_(std::move(options)) {}

    // Every check, always in the same order. Changes nothing on the machine.
    std::vector<Check> examine(const Clock& clock) const;

private:
    Options options_;
};

}  // namespace saoy::stages
