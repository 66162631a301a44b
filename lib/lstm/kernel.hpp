// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the network, once for each set of instructions.
//
// Activations are int8, 127 = 1.0, stored as value + offset (the AVX-512 dot product wants unsigned). Sums of products
// are exact 32-bit integers; what follows is the same sequence of single precision additions, multiplications and
// divisions in every kernel (the files are compiled with -ffp-contract=off). So all kernels give the same bits.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/lstm/packed.hpp"

namespace saoy::lstm {

// One run of an LSTM: `steps` vectors of padded(inputs) activations in, as many of padded(outputs) out, in the same
// order whichever way it runs.
struct Sequence {
    const std::uint8_t* inputs;
    std::uint8_t* outputs;
    int steps;
};

inline constexpr int most_sequences = 8;

struct Kernel {
    const char* name;
    std::uint8_t offset;
    bool inputs_last;  // of the weights: packed.hpp
    int sequences;     // how many it likes to be given at a time

    Packing packing() const { return {offset, inputs_last}; }

    // `sequences[0 … count)`, count ≤ most_sequences, longest first. `zero` holds padded(outputs) activations of 0;
    // `cells` is room for count × padded(outputs) floats.
    void (*lstm)(const PackedLayer&, const Sequence* sequences, int count, bool backwards, const std::uint8_t* zero,
                 float* cells);
    // Probabilities of `columns` vectors: out[column × padded outputs + output]; what is past the outputs is garbage.
    void (*softmax)(const PackedLayer&, const std::uint8_t* inputs, int columns, float* out);
    // Convolution, tanh and the maximum of each square. taps[cell][window of 9][column of 3]: the three pixels from top
    // to bottom in the low bytes. 16 activations a cell.
    void (*convolve)(const PackedConvolution&, const std::uint32_t* taps, int cells, std::uint8_t* out);
};

// Those that this machine runs, fastest first: "avx512-vnni", "avx2", "portable".
const std::vector<const Kernel*>& kernels();
// By name; the fastest for "". Throws Error(unavailable, "no-kernel").
const Kernel& kernel(std::string_view name);

}  // namespace saoy::lstm
