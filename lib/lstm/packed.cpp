// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/packed.hpp"

namespace saoy::lstm {

namespace {

// In the weights of one block for one quad.
std::size_t place(Packing packing, int lane, int input) {
    return std::size_t(packing.inputs_last ? lane * 4 + input : input * lanes + lane);
}

PackedLayer with_memory(std::size_t weights, std::size_t outputs) {
    PackedLayer layer;
    layer.weight_memory = Aligned<std::int8_t>(weights);
    layer.bias_memory = Aligned<std::int32_t>(outputs);
    layer.scale_memory = Aligned<float>(outputs);
    layer.weights = layer.weight_memory.data();
    layer.bias = layer.bias_memory.data();
    layer.scale = layer.scale_memory.data();
    return layer;
}

PackedLayer empty_layer(int groups, int inputs, int own) {
    const int quads = (padded(inputs) + padded(own)) / 4;
    PackedLayer layer = with_memory(std::size_t(groups) * std::size_t(quads) * blocks * lanes * 4,
                                    std::size_t(groups) * blocks * lanes);
    layer.groups = groups;
    layer.input_quads = padded(inputs) / 4;
    layer.own_quads = padded(own) / 4;
    return layer;
}

// Row `row` of `matrix` becomes output `lane` of `block` in `group`; its first `inputs` columns go to the inputs, the
// rest to the own outputs.
void pack_row(PackedLayer& layer, const Matrix& matrix, int row, int inputs, Packing packing, int group, int block,
              int lane) {
    const std::int8_t* weights = matrix.weights.data() + std::ptrdiff_t(row) * matrix.columns;
    const int quads = layer.input_quads + layer.own_quads;
    std::int32_t sum = 0;
    for (int column = 0; column < matrix.columns; ++column) {
        const int k = column < inputs ? column : layer.input_quads * 4 + column - inputs;
        const std::size_t square =
            (std::size_t(group) * std::size_t(quads) + std::size_t(k / 4)) * blocks + std::size_t(block);
        layer.weight_memory.data()[square * lanes * 4 + place(packing, lane, k % 4)] = weights[column];
        sum += weights[column];
    }
    const std::size_t at = (std::size_t(group) * blocks + std::size_t(block)) * lanes + std::size_t(lane);
    layer.bias_memory.data()[at] = 127 * matrix.bias[std::size_t(row)] - packing.offset * sum;
    layer.scale_memory.data()[at] = float(matrix.scale[std::size_t(row)] / 127);
}

}  // namespace

PackedLayer pack(const Lstm& lstm, Packing packing) {
    PackedLayer layer = empty_layer(padded(lstm.outputs) / lanes, lstm.inputs, lstm.outputs);
    layer.outputs = lstm.outputs;
    for (int gate = 0; gate < blocks; ++gate)
        for (int row = 0; row < lstm.outputs; ++row)
            pack_row(layer, lstm.gates[std::size_t(gate)], row, lstm.inputs, packing, row / lanes, gate, row % lanes);
    return layer;
}

PackedLayer pack_dense(const Matrix& matrix, Packing packing) {
    constexpr int group = blocks * lanes;
    PackedLayer layer = empty_layer((matrix.rows + group - 1) / group, matrix.columns, 0);
    layer.outputs = matrix.rows;
    for (int row = 0; row < matrix.rows; ++row)
        pack_row(layer, matrix, row, matrix.columns, packing, row / group, row % group / lanes, row % lanes);
    return layer;
}

PackedConvolution pack_convolution(const Matrix& matrix, Packing packing) {
    PackedConvolution packed = with_memory(3 * lanes * 4, lanes);
    for (int row = 0; row < matrix.rows; ++row) {
        std::int32_t sum = 0;
        for (int tap = 0; tap < taps; ++tap) {
            const std::int8_t weight = matrix.weights[std::size_t(row * taps + tap)];
            packed.weight_memory.data()[std::size_t(tap / 3 * lanes * 4) + place(packing, row, tap % 3)] = weight;
            sum += weight;
        }
        packed.bias_memory.data()[row] = 127 * matrix.bias[std::size_t(row)] - packing.offset * sum;
        packed.scale_memory.data()[row] = float(matrix.scale[std::size_t(row)] / 127);
    }
    return packed;
}

}  // namespace saoy::lstm
