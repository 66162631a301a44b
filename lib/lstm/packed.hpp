// SPDX-License-Identifier: Apache-2.0
// Weights in the order in which the kernels read them: once from front to back for each step.
//
// Outputs go in groups of four blocks of 16. An LSTM's group is the four gates of the same 16 cells; a softmax layer's
// group is 64 outputs. Inputs go in quads of four, the width of an int8 dot product into 32 bits:
//     weights[group][quad][block of 4][output of 16][input of 4], bias and scale[group][block of 4][output of 16]
// or, where plain C++ is to be made into vector instructions by the compiler, [input of 4][output of 16] at the end.
// Missing inputs and outputs have weight 0. The bias takes back what storing activations as value + offset adds.
#pragma once

#include <cstdint>
#include <memory>
#include <new>

#include "lib/lstm/network.hpp"

namespace saoy::lstm {

inline constexpr int lanes = 16, blocks = 4;

constexpr int padded(int features) { return (features + lanes - 1) / lanes * lanes; }

// Memory on a cache line, set to zero.
template <class T>
class Aligned {
public:
    Aligned() = default;
    explicit Aligned(std::size_t count)
        : data_(static_cast<T*>(::operator new(count * sizeof(T) + 64, std::align_val_t(64)))), count_(count) {
        std::uninitialized_value_construct_n(data_.get(), count + 64 / sizeof(T));
    }
    T* data() { return data_.get(); }
    const T* data() const { return data_.get(); }
    std::size_t size() const { return count_; }
    // For scratch memory: what was there is lost.
    void need(std::size_t count) {
        if (count > count_) *this = Aligned(count + count / 4);
    }

private:
    struct Free {
        void operator()(T* memory) const { ::operator delete(memory, std::align_val_t(64)); }
    };
    std::unique_ptr<T, Free> data_;
    std::size_t count_ = 0;
};

// The kernels read through plain pointers: they must call no function that the rest of the program shares.
struct PackedLayer {
    int groups = 0;
    int input_quads = 0, own_quads = 0;  // own: an LSTM's outputs of the step before
    int outputs = 0;
    const std::int8_t* weights = nullptr;
    const std::int32_t* bias = nullptr;
    const float* scale = nullptr;  // of the sum of products of int8 values, 127 = 1.0
    Aligned<std::int8_t> weight_memory;
    Aligned<std::int32_t> bias_memory;
    Aligned<float> scale_memory;
};

// A layer of one block: weights[column of 3][output of 16][tap of 3, and 0].
using PackedConvolution = PackedLayer;

struct Packing {
    int offset = 0;           // added to each activation as it is stored
    bool inputs_last = true;  // in the 64 weights of a quad and a block
};
PackedLayer pack(const Lstm& lstm, Packing packing);
PackedLayer pack_dense(const Matrix& matrix, Packing packing);
PackedConvolution pack_convolution(const Matrix& matrix, Packing packing);

}  // namespace saoy::lstm
