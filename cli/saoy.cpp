// SPDX-License-Identifier: Apache-2.0
// saoy: runs saoy-WORD for "saoy WORD", as git does, and lists the commands.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/frame/language.hpp"
#include "lib/base/text.hpp"

using namespace saoy;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> commands_in(const fs::path& folder) {
    std::vector<std::string> words;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("saoy-", 0) == 0 && ::access(entry.path().c_str(), X_OK) == 0) words.push_back(name.substr(5));
    }
    std::sort(words.begin(), words.end());
    return words;
}

// The command with the fewest letters to change; empty when none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& words) {
    std::string best;
    std::size_t least = 3;
    for (const std::string& candidate : words) {
        std::vector<std::size_t> row(candidate.size() + 1);
        for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
        for (std::size_t i = 0; i < word.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i + 1;
            for (std::size_t j = 0; j < candidate.size(); ++j) {
                const std::size_t above = row[j + 1];
                row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (word[i] == candidate[j] ? 0U : 1U)});
                diagonal = above;
            }
        }
        if (row.back() < least) {
            least = row.back();
            best = candidate;
        }
    }
    return best;
}

void print_help(const std::vector<std::string>& words) {
    std::string page = text::tr("saoy: scanned papers in, digitally certified copies out.") + "\n\n" +
                       text::tr("Usage: saoy [--lang vi|en] COMMAND [OPTION…]") + "\n\n" + text::tr("Commands:") + "\n";
    for (const std::string& word : words) page += "  " + word + "\n";
    page += "\n" + text::tr("Examples:") + "\n  saoy scan -o work papers/ | saoy ocr | saoy classify\n      " +
            text::tr("read and name every paper of a folder") + "\n  saoy verify --trust root.pem copies/\n      " +
            text::tr("verify a folder of signed copies") + "\n\n" +
            text::tr(
                "saoy COMMAND --help tells more. Exit status: that of the command; 64 for a command that does not "
                "exist.");
    std::puts(page.c_str());
}

// How many words at the start choose the language; the command is told them as well.
int language_words(int argc, char** argv) {
    if (argc > 2 && std::strcmp(argv[1], "--lang") == 0) return 2;
    return argc > 1 && std::strncmp(argv[1], "--lang=", 7) == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
    cli::choose_language(argc, argv);
    const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
    const std::vector<std::string> words = commands_in(folder);
    const int at = 1 + language_words(argc, argv);
    const std::string word = argc > at ? argv[at] : "--help";
    if (word == "--version") {
        std::puts("saoy " SAOY_VERSION);
        return 0;
    }
    if (word == "--help" || word == "-h" || word == "help") {
        print_help(words);
        return 0;
    }
    if (std::find(words.begin(), words.end(), word) == words.end()) {
        std::fprintf(stderr, "saoy: %s\n", text::fill(text::tr("there is no command '{0}'"), {word}).c_str());
        const std::string guess = nearest(word, words);
        if (!guess.empty())
            std::fprintf(
                stderr, "  %s\n",
                text::fill(text::tr("hint: {0}"), {text::fill(text::tr("did you mean 'saoy {0}'?"), {guess})}).c_str());
        return 64;
    }
    const std::string program = (folder / ("saoy-" + word)).string();
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    arguments.insert(arguments.end(), argv + 1, argv + at);
    arguments.insert(arguments.end(), argv + at + 1, argv + argc);
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    std::fprintf(stderr, "saoy: %s: %s\n", program.c_str(), std::strerror(errno));
    return 69;
}
