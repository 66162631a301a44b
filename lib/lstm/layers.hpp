// SPDX-License-Identifier: Apache-2.0
// The network as it lies in the "lstm" component of a model: a tree of layers with their weights.
//
//     layer:   i8 type (0: its name follows as a string) · i8 training · i8 needs_backprop · i32 flags · i32 ni · i32
//     no
//              · i32 weights · str name · what the type adds
//     str:     u32 length · bytes
//     Input:   i32 batch, height, width, depth, loss
//     Convolve: i32 half_x, half_y           Maxpool, Reconfig: i32 x_scale, y_scale
//     Series, Parallel, RTLReversed, TTBReversed, XYTranspose: u32 n · n layers · if flags & 64: u32 n · n f32
//     LSTM, SummLSTM: i32 na · matrices CI, GI, GF, GO (2-D networks have a fifth)
//     Softmax, Tanh, Relu, …: one matrix
//     matrix:  u8 mode (1 int8, 4 Adam, 128 the present format) · u32 rows · u32 columns · one element "empty"
//              · rows × columns elements, the last column the bias · if int8: u32 n · n f64 scales
//     after the tree: str spec · i32 training flags, iteration, sample iteration, null code · f32 Adam beta, rate,
//     momentum
//
// Elements are int8 or f64. A weight is element × scale of its row. Source: Network::CreateFromFile and the DeSerialize
// functions of Tesseract 5.3.0, src/lstm; found true by reading the packaged models of 20 languages.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/lstm/bytes.hpp"

namespace saoy::lstm {

// `rows` outputs of `columns` inputs each, and a bias. Weights lie in [-127, 127].
struct Matrix {
    int rows = 0, columns = 0;
    std::vector<std::int8_t> weights;  // rows × columns
    std::vector<std::int8_t> bias;     // rows
    std::vector<double> scale;         // rows; not negative
};

struct Layer {
    std::string type;
    int inputs = 0, outputs = 0;
    std::array<int, 4> sizes{};    // Input: batch, height, width, depth; Convolve: half_x, half_y; Maxpool: x, y
    std::vector<Matrix> matrices;  // LSTM: cell input, input gate, forget gate, output gate
    std::vector<Layer> children;
};

struct NetworkFile {
    Layer root;
    std::string spec;            // VGSL, "[1,36,0,1Ct3,3,16…"
    bool int8 = false;           // false: the weights were floats and have been quantised
    std::int32_t flags = 0;      // 1 int8, 64 recoder used
    std::int32_t iteration = 0;  // seeds the noise around the picture
    std::int32_t null_code = 0;
};

// Throws Error(unavailable): "model-damaged", "model-not-run".
NetworkFile read_network(std::string_view component);

}  // namespace saoy::lstm
