// SPDX-License-Identifier: Apache-2.0
#include "lib/image/closing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "lib/base/wide.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

struct Grow {
    [[gnu::always_inline]] static void run(const l_uint32* from, std::size_t count, std::ptrdiff_t words, int bits,
                                           l_uint32* __restrict to) {
        for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(count); ++i)
            to[i] = from[i] | from[i - words] >> bits | from[i - words - 1] << 1 << (31 - bits);
    }
};

struct Shrink {
    [[gnu::always_inline]] static void run(const l_uint32* from, std::size_t count, std::ptrdiff_t words, int bits,
                                           l_uint32* __restrict to) {
        for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(count); ++i)
            to[i] = from[i] & (from[i + words] << bits | from[i + words + 1] >> 1 >> (31 - bits));
    }
};

// A mask as one long row of pixels, in which a shift across or down is a shift all the same. Its rows end in free
// room, and so does the whole, lest ink grow into the next.
class LongRow {
public:
    LongRow(const Pix& ink, int across, int down)
        : height_(pixGetHeight(ink.get())),
          words_(std::size_t(pixGetWidth(ink.get()) + across + 31) / 32),
          count_(words_ * std::size_t(height_ + down)),
          room_(words_ * std::size_t(down) + 1),
          bits_(count_ + 2 * room_),
          next_(bits_.size()) {
        const int beyond = 31 - (pixGetWidth(ink.get()) - 1) % 32;  // bits of no meaning
        for (int y = 0; y < height_; ++y) {
            std::copy_n(row_of(ink, y), pixGetWpl(ink.get()), row(y));
            row(y)[pixGetWpl(ink.get()) - 1] &= ~l_uint32(0) << beyond;
        }
    }

    // By a brick of `size` pixels, or rows; each pass doubles what the last one did.
    template <class Pass>
    void pass(int size, bool down) {
        for (int done = 1; done < size;) {
            const int by = std::min(done, size - done);
            const std::ptrdiff_t words = down ? by * std::ptrdiff_t(words_) : by / 32;
            run_wide<Pass>(static_cast<const l_uint32*>(bits_.data() + room_), count_, words, down ? 0 : by % 32,
                           next_.data() + room_);
            std::swap(bits_, next_);
            done += by;
        }
    }

    void copy_to(const Pix& mask) {
        for (int y = 0; y < height_; ++y) std::copy_n(row(y), pixGetWpl(mask.get()), row_of(mask, y));
        pixSetPadBits(mask.get(), 0);
    }

private:
    l_uint32* row(int y) { return bits_.data() + room_ + std::size_t(y) * words_; }

    int height_;
    std::size_t words_, count_, room_;
    std::vector<l_uint32> bits_, next_;
};

}  // namespace

Pix closed(const Pix& ink, int across, int down) {
    if (across < 1 || down < 1) return owned(nullptr);
    LongRow bits(ink, across, down);
    bits.pass<Grow>(across, false);
    bits.pass<Grow>(down, true);
    bits.pass<Shrink>(across, false);
    bits.pass<Shrink>(down, true);
    Pix joined = owned(pixCreateTemplate(ink.get()));
    bits.copy_to(joined);
    return joined;
}

}  // namespace saoy::image
