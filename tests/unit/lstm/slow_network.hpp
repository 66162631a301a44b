// SPDX-License-Identifier: Apache-2.0
// The network computed the slow way: one sum after the other, tanh and logistic function from tables as Tesseract has
// them, in the order of the layers' definitions. The kernels are compared with it, and it with libtesseract.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "lib/lstm/line_picture.hpp"
#include "lib/lstm/model.hpp"

namespace saoy::test {

using Activations = std::vector<std::vector<std::int8_t>>;  // [step][feature], 127 = 1.0

class SlowNetwork {
public:
    explicit SlowNetwork(const lstm::Model& model) : model_(model) {
        for (int i = 0; i < 4097; ++i) {
            tanh_.push_back(float(std::tanh(i / 256.0)));
            logistic_.push_back(float(1 / (1 + std::exp(-i / 256.0))));
        }
    }

    // Every layer's outputs: [layer][column], the first after the LSTM along the columns.
    std::vector<Activations> layers;
    std::vector<std::vector<float>> probabilities;  // [column][code]

    void run(const lstm::Grey& picture) {
        layers.clear();
        const lstm::Network& network = model_.network;
        layers.push_back(down(pooled(windows(picture))));
        for (const lstm::Lstm& lstm : network.along) layers.push_back(along(lstm, layers.back()));
        probabilities.clear();
        for (const auto& inputs : layers.back()) probabilities.push_back(softmax(product(network.output, inputs)));
    }

    Activations along(const lstm::Lstm& layer, const Activations& inputs) const {
        Activations outputs(inputs.size());
        std::vector<float> state(std::size_t(layer.outputs), 0.0F);
        std::vector<std::int8_t> before(std::size_t(layer.outputs), 0);
        for (std::size_t step = 0; step < inputs.size(); ++step) {
            const std::size_t at = layer.backwards ? inputs.size() - 1 - step : step;
            std::vector<std::int8_t> sources = inputs[at];
            sources.insert(sources.end(), before.begin(), before.end());
            std::vector<std::vector<float>> gates;
            for (const lstm::Matrix& gate : layer.gates) gates.push_back(product(gate, sources));
            for (std::size_t i = 0; i < state.size(); ++i) {
                state[i] *= logistic(gates[2][i]);
                state[i] += tanh(gates[0][i]) * logistic(gates[1][i]);
                state[i] = std::fmin(std::fmax(state[i], -100.0F), 100.0F);
                before[i] = rounded(tanh(state[i]) * logistic(gates[3][i]));
            }
            outputs[at] = before;
        }
        return outputs;
    }

private:
    float tanh(float x) const { return x < 0 ? -tanh(-x) : from(tanh_, x); }
    float logistic(float x) const { return x < 0 ? 1 - logistic(-x) : from(logistic_, x); }
    static float from(const std::vector<float>& table, float x) {
        x *= 256;
        const auto i = unsigned(x);
        if (i >= 4095) return 1;
        return table[i] + (table[i + 1] - table[i]) * (x - float(i));
    }
    static std::int8_t rounded(float value) {
        value *= 127;
        return std::int8_t(value >= 0 ? int(value + 0.5F) : -int(-value + 0.5F));
    }

    static std::vector<float> product(const lstm::Matrix& matrix, const std::vector<std::int8_t>& inputs) {
        std::vector<float> sums;
        for (int row = 0; row < matrix.rows; ++row) {
            int sum = matrix.bias[std::size_t(row)] * 127;
            for (int i = 0; i < matrix.columns; ++i)
                sum += matrix.weights[std::size_t(row * matrix.columns + i)] * inputs[std::size_t(i)];
            sums.push_back(float(sum) * float(matrix.scale[std::size_t(row)] / 127));
        }
        return sums;
    }

    static std::vector<float> softmax(std::vector<float> values) {
        float most = values[0], sum = 0;
        for (const float value : values) most = std::fmax(most, value);
        for (float& value : values) sum += value = std::exp(std::fmax(value - most, -86.0F));
        for (float& value : values) value /= sum;
        return values;
    }

    // Nine taps for each pixel, column by column; what lies outside is drawn in the order of the pixels, row by row.
    std::vector<std::vector<Activations>> windows(const lstm::Grey& picture) const {
        const lstm::Contrast contrast = lstm::contrast_of(picture);
        std::minstd_rand random;
        random.seed(model_.noise_seed);
        random();
        const auto level = [&](int x, int y) -> std::int8_t {
            if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) {
                const double draw = 127 * 2.0 * double(random()) / 2147483647 - 127;
                return std::int8_t(std::lround(draw));
            }
            const float pixel = picture.pixels[std::size_t(y * picture.width + x)];
            const float value = 128 * ((pixel - contrast.black) / contrast.half_range - 1);
            return std::int8_t(std::fmin(std::fmax(std::round(value), -127.0F), 127.0F));
        };
        std::vector<std::vector<Activations>> all(std::size_t(picture.height),
                                                  std::vector<Activations>(std::size_t(picture.width)));
        for (int y = 0; y < picture.height; ++y)
            for (int x = 0; x < picture.width; ++x) {
                std::vector<std::int8_t> taps;
                for (int dx = -1; dx <= 1; ++dx)
                    for (int dy = -1; dy <= 1; ++dy) taps.push_back(level(x + dx, y + dy));
                all[std::size_t(y)][std::size_t(x)] = {taps};
            }
        return all;
    }

    // [column][row of squares][feature]
    std::vector<Activations> pooled(const std::vector<std::vector<Activations>>& taps) const {
        const std::size_t rows = taps.size() / 3, columns = taps[0].size() / 3;
        std::vector<Activations> squares(columns, Activations(rows));
        for (std::size_t x = 0; x < columns; ++x)
            for (std::size_t y = 0; y < rows; ++y) {
                std::vector<std::int8_t> most(16, -128);
                for (std::size_t i = 0; i < 9; ++i) {
                    const std::vector<float> sums =
                        product(model_.network.convolution, taps[3 * y + i / 3][3 * x + i % 3][0]);
                    for (std::size_t f = 0; f < 16; ++f) most[f] = std::max(most[f], rounded(tanh(sums[f])));
                }
                squares[x][y] = most;
            }
        return squares;
    }

    Activations down(const std::vector<Activations>& squares) const {
        Activations columns;
        for (const Activations& column : squares) columns.push_back(along(model_.network.down, column).back());
        return columns;
    }

    const lstm::Model& model_;
    std::vector<float> tanh_, logistic_;
};

}  // namespace saoy::test
