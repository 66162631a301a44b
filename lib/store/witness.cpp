// SPDX-License-Identifier: Apache-2.0
#include "lib/store/witness.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "lib/base/text.hpp"

namespace saoy::store {

std::optional<Witness::Seen> Witness::last() const {
    if (!std::filesystem::exists(file_)) return std::nullopt;
    const auto words = text::split(read_file(file_, 4096), ' ');
    if (words.size() < 2) return std::nullopt;
    Seen seen;
    seen.sequence = std::strtoll(words[0].c_str(), nullptr, 10);
    seen.hash = std::string(text::trim(words[1]));
    return seen;
}

void Witness::remember(const Seen& seen) const noexcept {
    try {
        std::string temporary = file_.string() + ".XXXXXX";
        const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
        if (fd < 0) return;
        const std::string line = std::to_string(seen.sequence) + " " + seen.hash + "\n";
        const bool written = ::write(fd, line.data(), line.size()) == ssize_t(line.size());
        ::close(fd);
        if (!written || std::rename(temporary.c_str(), file_.c_str()) != 0) ::unlink(temporary.c_str());
    } catch (const std::exception&) {
        return;  // the register itself is written; its witness is a second look
    }
}

}  // namespace saoy::store
