// SPDX-License-Identifier: Apache-2.0
// ZIP files: written so that the same contents give the same bytes, read with limits.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"

namespace saoy::archive {

// A file to pack: its bytes, or when `file` is given that file's, read while the archive is written.
struct Member {
    std::string name;  // relative, with "/" between folders
    std::string bytes;
    Path file;
    bool compress = false;  // deflate; what is compressed already (PDF) is stored
};

// Writes the archive whole and durably, mode 0600, members in order of name (but "mimetype" first, where OpenDocument
// wants it), each with the civil time in Vietnam.
// Throws Error output (73), io (74) or missing (66).
void write_zip(const Path& archive, std::vector<Member> members, Time at);

struct ZipLimits {
    std::size_t members = 10'000;
    std::uint64_t total_bytes = std::uint64_t(1) << 30;  // unpacked
    std::uint64_t ratio = 200;                           // unpacked to packed, of a member above 1 MiB
};

// Unpacks one member after the other, in the archive's order, into memory; folders are left out.
// Throws Error(input): "not-a-zip", "unsafe-name" (absolute, "..", "\\", twice, encrypted), "too-large".
void each_member(const Path& archive, const ZipLimits& limits,
                 const std::function<void(const std::string& name, std::string bytes)>& work);

}  // namespace saoy::archive
