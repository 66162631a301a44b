// SPDX-License-Identifier: Apache-2.0
// A file that becomes longer, whole or not at all: a copy beside its target that takes the target's name when done.
#pragma once

#include <string_view>

#include "lib/base/files.hpp"

namespace saoy {

class GrowingFile {
public:
    // Copies `source` (shared blocks where the file system can) to a private file beside `target`; either may be the
    // other. Takes no memory for the contents. Throws Error missing (66), io (74), output (73).
    GrowingFile(const Path& source, const Path& target);
    ~GrowingFile();  // without commit nothing is left
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    const Path& path() const noexcept { return path_; }
    const Path& target() const noexcept { return target_; }
    void append(std::string_view bytes);
    // Durable first, then under its name.
    void commit();

private:
    Path target_, path_;
    int fd_ = -1;
};

}  // namespace saoy
