// SPDX-License-Identifier: Apache-2.0
// A word list as Tesseract packs it (directed acyclic word graph), walked where it lies in the file.
//
//     i16 magic 42 · i32 size of the character set · i32 n · u64 edge[n]
//     edge: letter in the low ceil(log2(size + 1)) bits · last edge of its node · backward edge · end of a word · the
//     rest: the index of the first edge of the next node, 0 = none
//
// Node 0 is the start, its edges sorted by letter. Source: src/dict/dawg.cpp of Tesseract 5.3.0.
#pragma once

#include <cstdint>
#include <string_view>

namespace saoy::lstm {

// A view; the bytes must outlive it. Any sequence of calls is safe on any bytes that the constructor took.
class Dawg {
public:
    static constexpr std::int64_t no_edge = -1;

    Dawg() = default;  // has no words
    // Throws Error(unavailable, "model-damaged"), naming `part`.
    Dawg(std::string_view component, std::string_view part);

    bool empty() const noexcept { return count_ == 0; }
    // The edge for `letter` that leaves the node after `from` (no_edge: the start), or no_edge.
    std::int64_t follow(std::int64_t from, int letter) const;
    bool ends_word(std::int64_t edge) const { return (at(edge) >> (flag_bit_ + 2)) & 1; }

private:
    std::uint64_t at(std::int64_t edge) const;
    std::uint64_t letter(std::uint64_t edge) const { return edge & ((std::uint64_t(1) << flag_bit_) - 1); }
    bool last(std::uint64_t edge) const { return (edge >> flag_bit_) & 1; }

    const char* edges_ = nullptr;  // not aligned
    std::int64_t count_ = 0, start_edges_ = 0;
    int flag_bit_ = 0;
};

}  // namespace saoy::lstm
