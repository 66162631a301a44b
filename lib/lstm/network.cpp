// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/network.hpp"

#include <utility>

namespace saoy::lstm {

namespace {

void flatten(Layer&& layer, std::vector<Layer>& steps) {
    if (layer.type != "Series") {
        steps.push_back(std::move(layer));
        return;
    }
    for (Layer& child : layer.children) flatten(std::move(child), steps);
}

void demand(bool fits, const Layer& layer) {
    if (!fits) throw_not_run(layer.type);
}

Lstm lstm_of(Layer& layer, int inputs, bool backwards) {
    Lstm lstm;
    for (int gate = 0; gate < 4; ++gate) lstm.gates[std::size_t(gate)] = std::move(layer.matrices[std::size_t(gate)]);
    lstm.outputs = lstm.gates[0].rows;
    lstm.inputs = lstm.gates[0].columns - lstm.outputs;
    lstm.backwards = backwards;
    if (lstm.inputs != inputs) throw_damaged("lstm");
    return lstm;
}

class Steps {
public:
    explicit Steps(std::vector<Layer> steps) : steps_(std::move(steps)) {}
    Layer& next(std::string_view type) {
        if (at_ == steps_.size()) throw_not_run("network without " + std::string(type));
        demand(steps_[at_].type == type, steps_[at_]);
        return steps_[at_++];
    }
    bool at(std::string_view type) const { return at_ < steps_.size() && steps_[at_].type == type; }
    void end() const {
        if (at_ != steps_.size()) throw_not_run(steps_[at_].type);
    }

private:
    std::vector<Layer> steps_;
    std::size_t at_ = 0;
};

Layer& only_child(Layer& layer, std::string_view type) {
    demand(layer.children.size() == 1 && layer.children[0].type == type, layer);
    return layer.children[0];
}

}  // namespace

Network check_topology(NetworkFile&& file) {
    std::vector<Layer> flat;
    flatten(std::move(file.root), flat);
    Steps steps(std::move(flat));
    Network network;

    const Layer& input = steps.next("Input");
    network.height = input.sizes[1];
    demand(input.sizes[0] == 1 && network.height >= pool && network.height <= 96 && input.sizes[2] == 0 &&
               input.sizes[3] == 1,
           input);
    const Layer& convolve = steps.next("Convolve");
    demand(convolve.sizes[0] == 1 && convolve.sizes[1] == 1, convolve);
    Layer& tanh = steps.next("Tanh");
    network.convolution = std::move(tanh.matrices[0]);
    demand(network.convolution.columns == taps && network.convolution.rows == pooled_features, tanh);
    const Layer& maxpool = steps.next("Maxpool");
    demand(maxpool.sizes[0] == pool && maxpool.sizes[1] == pool, maxpool);
    network.down = lstm_of(only_child(steps.next("XYTranspose"), "SummLSTM"), pooled_features, false);

    int features = network.down.outputs;
    while (steps.at("LSTM") || steps.at("RTLReversed")) {
        const bool backwards = steps.at("RTLReversed");
        Layer& layer = backwards ? only_child(steps.next("RTLReversed"), "LSTM") : steps.next("LSTM");
        network.along.push_back(lstm_of(layer, features, backwards));
        features = network.along.back().outputs;
    }
    Layer& softmax = steps.next("Softmax");
    network.output = std::move(softmax.matrices[0]);
    if (network.output.columns != features) throw_damaged("lstm");
    demand(!network.along.empty(), softmax);
    steps.end();
    return network;
}

}  // namespace saoy::lstm
