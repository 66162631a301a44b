// SPDX-License-Identifier: Apache-2.0
// Sentences of a child that go to a person are in the language that its command has put into the environment.
#pragma once

#include <cstdlib>
#include <filesystem>

#include "lib/base/text.hpp"

namespace saoy {

inline void take_language() {
    const char* language = std::getenv("LANGUAGE");
    const auto prefix = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path().parent_path();
    text::choose_language(language == nullptr ? "en" : language, (prefix / "share/locale").string());
}

}  // namespace saoy
