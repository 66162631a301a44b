// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/reader.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::lstm {

struct LstmReader::State {
    State(std::shared_ptr<const Engine> its_engine, ReaderOptions its_options)
        : engine(std::move(its_engine)), options(its_options), forward(engine), beam(*engine->model) {}

    std::shared_ptr<const Engine> engine;
    ReaderOptions options;
    Forward forward;
    Beam beam;
    Scaler scaler;
    Grey picture;
    std::vector<Grey> scaled;
};

LstmReader::LstmReader(std::shared_ptr<const Engine> engine, ReaderOptions options)
    : state_(new State(std::move(engine), options)) {}

LstmReader::~LstmReader() = default;

std::string LstmReader::version() const {
    const Model& model = *state_->engine->model;
    return "saoy-lstm " + std::string(state_->engine->kernel->name) + " " + model.version;
}

std::vector<LstmReader::Detail> LstmReader::read_in_detail(const std::vector<Raster>& lines) {
    State& state = *state_;
    const int height = state.engine->model->network.height;
    std::vector<Detail> details(lines.size());
    std::vector<std::size_t> order;
    std::vector<int> widths(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Raster& line = lines[i];
        if (line.width <= 0 || line.height <= 0) continue;
        if (line.channels != 1 || line.samples.size() != std::size_t(line.width) * std::size_t(line.height))
            throw Error(Fault::internal, "raster-size",
                        text::tr("the picture of a line does not have the size it claims"));
        widths[i] = scaled_width(line.width, line.height, height);
        if (widths[i] >= pool && widths[i] <= most_picture_width) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return widths[a] > widths[b]; });

    const auto batch = std::size_t(std::max(state.engine->kernel->sequences, 4));
    state.scaled.resize(most_sequences);
    const auto run = [&](const std::vector<std::size_t>& members, const std::vector<const Grey*>& pictures,
                         bool inverted) {
        const std::vector<Emissions>& emissions = state.forward(pictures, inverted);
        for (std::size_t i = 0; i < members.size(); ++i) {
            Detail& detail = details[members[i]];
            const std::vector<PathStep>& path = state.beam(emissions[i]);
            if (inverted && !(state.beam.certainty() > detail.certainty)) continue;
            detail.words.clear();
            words_of(path, emissions[i], *state.engine->model, detail.words);
            detail.certainty = state.beam.certainty();
            detail.inverted = inverted;
        }
    };
    for (std::size_t first = 0; first < order.size(); first += batch) {
        std::vector<std::size_t> members, doubtful;
        std::vector<const Grey*> pictures, doubtful_pictures;
        for (std::size_t i = first; i < std::min(first + batch, order.size()); ++i) {
            const Raster& line = lines[order[i]];
            Grey& scaled = state.scaled[i - first];
            state.scaler({line.width, line.height, line.samples.data()}, height, scaled);
            details[order[i]].pixels_a_column = double(pool) * line.height / height;
            members.push_back(order[i]);
            pictures.push_back(&scaled);
        }
        run(members, pictures, false);
        for (std::size_t i = 0; i < members.size(); ++i)
            if (details[members[i]].certainty < state.options.invert_below) {
                doubtful.push_back(members[i]);
                doubtful_pictures.push_back(pictures[i]);
            }
        if (!doubtful.empty()) run(doubtful, doubtful_pictures, true);
    }
    return details;
}

std::vector<LineText> LstmReader::read(const std::vector<Raster>& lines) {
    const std::vector<Detail> details = read_in_detail(lines);
    std::vector<LineText> texts(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Detail& detail = details[i];
        texts[i].certainty = detail.certainty;
        const auto column = [&](float at, auto rounding) {
            return std::clamp(int(rounding(double(at) * detail.pixels_a_column)), 0, lines[i].width);
        };
        for (const SignedWord& word : detail.words) {
            const auto floor = [](double value) { return std::floor(value); };
            const auto ceil = [](double value) { return std::ceil(value); };
            texts[i].words.push_back({text::nfc(word.text()), word.confidence, column(word.signs.front().left, floor),
                                      column(word.signs.back().right, ceil)});
        }
    }
    return texts;
}

}  // namespace saoy::lstm
