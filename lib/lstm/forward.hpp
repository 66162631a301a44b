// SPDX-License-Identifier: Apache-2.0
// Runs the network over a few lines at a time.
#pragma once

#include <memory>
#include <vector>

#include "lib/lstm/kernel.hpp"
#include "lib/lstm/line_picture.hpp"
#include "lib/lstm/model.hpp"

namespace saoy::lstm {

inline constexpr int most_picture_width = 12000;  // of the scaled line; a line of text is some 40 times as long as high

// A model with its weights as one kernel wants them. Immutable: one for all threads.
struct Engine {
    Engine(std::shared_ptr<const Model> model, const Kernel& kernel);

    std::shared_ptr<const Model> model;
    const Kernel* kernel;
    PackedConvolution convolution;
    PackedLayer down;
    std::vector<PackedLayer> along;
    PackedLayer output;
    Noise noise;
};

// What the network says of one line: for each column (pool pixels of the scaled picture) the probability of each code.
struct Emissions {
    const float* probabilities = nullptr;
    int columns = 0, codes = 0;
    int stride = 0;  // from column to column
    const float* column(int i) const { return probabilities + std::ptrdiff_t(i) * stride; }
};

// For one thread; its memory grows to what the longest lines need and is used again.
class Forward {
public:
    explicit Forward(std::shared_ptr<const Engine> engine);

    // Lines of the model's height, at least pool and at most most_picture_width wide, widest first, at most
    // most_sequences of them. What is returned holds until the next call.
    const std::vector<Emissions>& operator()(const std::vector<const Grey*>& lines, bool inverted);

private:
    void read_columns(const Grey& line, bool inverted, std::uint8_t* out);

    std::shared_ptr<const Engine> engine_;
    Taps taps_;
    std::vector<std::uint32_t> tap_words_;
    Aligned<std::uint8_t> pooled_, column_out_, zero_, layers_[2];
    Aligned<float> cells_, probabilities_;
    std::vector<Emissions> emissions_;
};

}  // namespace saoy::lstm
