// SPDX-License-Identifier: Apache-2.0
// SHA-256 of bytes, of files, and of something that comes in pieces.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/base/files.hpp"

namespace saoy::crypto {

// 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
// Reads the file in pieces. Throws Error missing (66) or io (74).
std::string sha256_file(const Path& path);

// Takes the bytes piece by piece, as for a PDF byte range.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256& add(std::string_view bytes);
    Sha256& add_file(const Path& path);  // in pieces, whatever its size; throws as sha256_file does
    std::string raw();                   // 32 bytes; the object is used up
    std::string so_far() const;          // 64 hex digits; more can be added afterwards

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace saoy::crypto
