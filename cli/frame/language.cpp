// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/language.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "lib/base/text.hpp"

namespace saoy::cli {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

void choose_language(int argc, char** argv) {
    std::string language = environment("SAOY_LANG");
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--lang" && i + 1 < argc) language = argv[i + 1];
        if (word.rfind("--lang=", 0) == 0) language = word.substr(7);
    }
    if (language.empty())
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
            if (language.empty()) language = environment(name).substr(0, 2);
    const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    text::choose_language(language == "vi" ? "vi" : "en", (folder.parent_path() / "share/locale").string());
}

}  // namespace saoy::cli
