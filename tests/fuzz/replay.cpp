// SPDX-License-Identifier: Apache-2.0
// Feeds files, or every file of folders, to a fuzz target: its seeds in the suite, a finding under a debugger.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

int fed = 0;

void feed(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    // Whole, and cut short at places all over it.
    for (std::size_t part = 16; part > 0; --part) {
        const std::string piece = bytes.substr(0, bytes.size() * part / 16);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size());
        ++fed;
    }
}

}  // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (!std::filesystem::is_directory(argv[i])) {
            feed(argv[i]);
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) feed(entry.path());
    }
    std::printf("%d inputs\n", fed);
    return fed > 0 ? 0 : 1;
}
