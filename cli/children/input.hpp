// SPDX-License-Identifier: Apache-2.0
// What a child is asked: all of standard input. By blocks: std::cin, in step with stdio, takes a call for each byte.
#pragma once

#include <cstdio>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

// Throws Error(io, "no-input") when it breaks off.
inline std::string all_input() {
    constexpr std::size_t block = 1 << 16;
    std::string bytes;
    std::size_t size = 0;
    do {
        bytes.resize(size + block);
        size += std::fread(bytes.data() + size, 1, block, stdin);
    } while (size == bytes.size());
    bytes.resize(size);
    if (std::ferror(stdin) != 0) throw Error(Fault::io, "no-input", text::tr("standard input: cannot be read"));
    return bytes;
}

}  // namespace saoy
