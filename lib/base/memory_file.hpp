// SPDX-License-Identifier: Apache-2.0
// Bytes that a child process reads as a file, without a disk having seen them.
#pragma once

#include <string_view>

#include "lib/base/files.hpp"

namespace saoy {

class MemoryFile {
public:
    // Throws Error io (74).
    explicit MemoryFile(std::string_view bytes);
    ~MemoryFile();
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    // Good for this process and its children, as long as this object lives.
    Path path() const;

private:
    int fd_;
};

}  // namespace saoy
