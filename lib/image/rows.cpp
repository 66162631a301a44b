// SPDX-License-Identifier: Apache-2.0
#include "lib/image/rows.hpp"

#include <bit>
#include <cstring>

#include "lib/base/wide.hpp"

namespace saoy::image {

namespace {

static_assert(std::endian::native == std::endian::little);

struct SwapWords {
    [[gnu::always_inline]] static void run(const std::uint8_t* from, std::uint8_t* to, std::size_t words) {
        for (std::size_t i = 0; i < words; ++i) {
            std::uint32_t word = 0;
            std::memcpy(&word, from + 4 * i, 4);
            word = __builtin_bswap32(word);
            std::memcpy(to + 4 * i, &word, 4);
        }
    }
};

}  // namespace

void swap_words(const void* from, void* to, std::size_t words) {
    run_wide<SwapWords>(static_cast<const std::uint8_t*>(from), static_cast<std::uint8_t*>(to), words);
}

// A product gathers the lowest bits of eight bytes in its highest byte, the first of them highest.
void pack_bits(const std::uint8_t* ones, int width, l_uint32* row) {
    for (int x = 0; x < width; x += 32, ++row) {
        l_uint32 word = 0;
        for (int byte = 0; byte < 4; ++byte) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, ones + x + 8 * byte, 8);
            word = word << 8 | l_uint32(eight * 0x8040201008040201U >> 56);
        }
        *row = word;
    }
}

PlainBytes::PlainBytes(const Pix& pix)
    : stride(int(words_of(pixGetWidth(pix.get())) * 4)),
      bytes(std::size_t(stride) * std::size_t(pixGetHeight(pix.get()))) {
    for (int y = 0; y < pixGetHeight(pix.get()); ++y)
        swap_words(row_of(pix, y), bytes.data() + std::ptrdiff_t(y) * stride, words_of(pixGetWidth(pix.get())));
}

}  // namespace saoy::image
