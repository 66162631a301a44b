// SPDX-License-Identifier: Apache-2.0
// Rows of pixels as Leptonica keeps them, in words of 32 bits, and as plain bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/image/leptonica.hpp"

namespace saoy::image {

inline l_uint32* row_of(const Pix& pix, int y) {
    return pixGetData(pix.get()) + std::ptrdiff_t(y) * pixGetWpl(pix.get());
}

// Words that a row of 8-bit pixels takes.
inline std::size_t words_of(int width) { return (std::size_t(width) + 3) / 4; }

// Rows of 8-bit images, which Leptonica keeps with the leftmost byte highest in each word; either way.
void swap_words(const void* from, void* to, std::size_t words);

// Rows of 1-bit images: `ones` holds 0 or 1 for each of `width` pixels, and room up to the next multiple of 32.
void pack_bits(const std::uint8_t* ones, int width, l_uint32* row);

// The bytes of an 8-bit image in their order, each row from a multiple of four.
struct PlainBytes {
    explicit PlainBytes(const Pix& pix);
    int stride;
    std::vector<std::uint8_t> bytes;
};

}  // namespace saoy::image
