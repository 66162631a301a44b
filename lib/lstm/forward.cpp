// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/forward.hpp"

#include <algorithm>
#include <cstring>

namespace saoy::lstm {

Engine::Engine(std::shared_ptr<const Model> its_model, const Kernel& its_kernel)
    : model(std::move(its_model)),
      kernel(&its_kernel),
      convolution(pack_convolution(model->network.convolution, kernel->packing())),
      down(pack(model->network.down, kernel->packing())),
      output(pack_dense(model->network.output, kernel->packing())),
      noise(model->noise_seed, most_picture_width, model->network.height, kernel->offset) {
    for (const Lstm& lstm : model->network.along) along.push_back(pack(lstm, kernel->packing()));
}

Forward::Forward(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {
    int widest = padded(engine_->model->network.down.outputs);
    for (const Lstm& lstm : engine_->model->network.along) widest = std::max(widest, padded(lstm.outputs));
    zero_ = Aligned<std::uint8_t>(std::size_t(widest));
    std::memset(zero_.data(), engine_->kernel->offset, std::size_t(widest));
    cells_ = Aligned<float>(std::size_t(widest) * most_sequences);
}

// Each column of squares is a sequence from top to bottom, of which only the last output goes on.
void Forward::read_columns(const Grey& line, bool inverted, std::uint8_t* out) {
    const Kernel& kernel = *engine_->kernel;
    const PackedLayer& down = engine_->down;
    taps_.set(line, inverted, engine_->noise, kernel.offset);
    const auto rows = std::size_t(taps_.rows()), width = std::size_t(padded(down.outputs));
    tap_words_.resize(rows * 27);
    pooled_.need(most_sequences * rows * lanes);
    column_out_.need(most_sequences * rows * width);
    for (int first = 0; first < taps_.columns(); first += kernel.sequences) {
        const int count = std::min(kernel.sequences, taps_.columns() - first);
        Sequence sequences[most_sequences];
        for (int i = 0; i < count; ++i) {
            std::uint8_t* pooled = pooled_.data() + std::size_t(i) * rows * lanes;
            taps_.column(first + i, tap_words_.data());
            kernel.convolve(engine_->convolution, tap_words_.data(), taps_.rows(), pooled);
            sequences[i] = {pooled, column_out_.data() + std::size_t(i) * rows * width, taps_.rows()};
        }
        kernel.lstm(down, sequences, count, false, zero_.data(), cells_.data());
        for (int i = 0; i < count; ++i, out += width)
            std::memcpy(out, sequences[i].outputs + (rows - 1) * width, width);
    }
}

const std::vector<Emissions>& Forward::operator()(const std::vector<const Grey*>& lines, bool inverted) {
    const Kernel& kernel = *engine_->kernel;
    const int count = int(lines.size());
    std::vector<int>::size_type columns = 0;
    int starts[most_sequences];
    for (int i = 0; i < count; ++i) {
        starts[i] = int(columns);
        columns += std::size_t(lines[std::size_t(i)]->width / pool);
    }

    std::size_t width = std::size_t(padded(engine_->down.outputs));
    layers_[0].need(columns * width);
    for (int i = 0; i < count; ++i)
        read_columns(*lines[std::size_t(i)], inverted, layers_[0].data() + std::size_t(starts[i]) * width);

    int at = 0;
    for (std::size_t layer = 0; layer < engine_->along.size(); ++layer, at ^= 1) {
        const std::size_t out_width = std::size_t(padded(engine_->along[layer].outputs));
        layers_[at ^ 1].need(columns * out_width);
        Sequence sequences[most_sequences];
        for (int i = 0; i < count; ++i)
            sequences[i] = {layers_[at].data() + std::size_t(starts[i]) * width,
                            layers_[at ^ 1].data() + std::size_t(starts[i]) * out_width,
                            lines[std::size_t(i)]->width / pool};
        kernel.lstm(engine_->along[layer], sequences, count, engine_->model->network.along[layer].backwards,
                    zero_.data(), cells_.data());
        width = out_width;
    }

    const int stride = engine_->output.groups * blocks * lanes;
    probabilities_.need(columns * std::size_t(stride));
    kernel.softmax(engine_->output, layers_[at].data(), int(columns), probabilities_.data());
    emissions_.clear();
    for (int i = 0; i < count; ++i)
        emissions_.push_back({probabilities_.data() + std::ptrdiff_t(starts[i]) * stride,
                              lines[std::size_t(i)]->width / pool, engine_->output.outputs, stride});
    return emissions_;
}

}  // namespace saoy::lstm
