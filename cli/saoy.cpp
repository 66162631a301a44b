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

}  // namespace

int main(int argc, char** argv) {
    const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
    const std::vector<std::string> words = commands_in(folder);
    const std::string word = argc > 1 ? argv[1] : "--help";
    if (word == "--version") {
        std::puts("saoy " SAOY_VERSION);
        return 0;
    }
    if (word == "--help" || word == "-h" || word == "help") {
        std::puts(
            "saoy: scanned papers in, digitally certified copies out.\n\nUsage: saoy COMMAND [OPTION…]\n\nCommands:");
        for (const std::string& each : words) std::printf("  %s\n", each.c_str());
        std::puts(
            "\nExamples:\n"
            "  saoy scan -o work papers/ | saoy ocr | saoy classify\n"
            "      read and name every paper of a folder\n"
            "  saoy verify --trust root.pem copies/\n"
            "      verify a folder of signed copies\n"
            "\nsaoy COMMAND --help tells more. Exit status: that of the command; 64 for a command that does not "
            "exist.");
        return 0;
    }
    if (std::find(words.begin(), words.end(), word) == words.end()) {
        std::fprintf(stderr, "saoy: there is no command '%s'\n", word.c_str());
        const std::string guess = nearest(word, words);
        if (!guess.empty()) std::fprintf(stderr, "  hint: did you mean 'saoy %s'?\n", guess.c_str());
        return 64;
    }
    const std::string program = (folder / ("saoy-" + word)).string();
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    arguments.insert(arguments.end(), argv + 2, argv + argc);
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    std::fprintf(stderr, "saoy: %s: %s\n", program.c_str(), std::strerror(errno));
    return 69;
}
