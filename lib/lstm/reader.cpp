// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/reader.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <future>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::lstm {

namespace {

constexpr int most_threads = 8;  // a page has some ten batches of lines

}  // namespace

// What one thread needs for itself.
struct LstmReader::Hand {
    explicit Hand(const std::shared_ptr<const Engine>& engine) : forward(engine), beam(*engine->model) {}

    Forward forward;
    Beam beam;
    Scaler scaler;
    std::vector<Grey> scaled{std::size_t(most_sequences)};
};

LstmReader::LstmReader(std::shared_ptr<const Engine> engine, ReaderOptions options)
    : engine_(std::move(engine)), options_(options) {
    hands_.push_back(std::make_unique<Hand>(engine_));
}

LstmReader::~LstmReader() = default;

std::string LstmReader::version() const {
    return "saoy-lstm " + std::string(engine_->kernel->name) + " " + engine_->model->version;
}

void LstmReader::use_threads(int most) {
    threads_ = std::clamp(most, 1, most_threads);
    while (int(hands_.size()) < threads_) hands_.push_back(std::make_unique<Hand>(engine_));
}

// `members`: lines[*members] …, widest first.
void LstmReader::read_batch(Hand& hand, const std::vector<Raster>& lines, const std::size_t* members, std::size_t count,
                            std::vector<Detail>& details) const {
    const auto run = [&](const std::vector<std::size_t>& some, const std::vector<const Grey*>& pictures,
                         bool inverted) {
        const std::vector<Emissions>& emissions = hand.forward(pictures, inverted);
        for (std::size_t i = 0; i < some.size(); ++i) {
            Detail& detail = details[some[i]];
            const std::vector<PathStep>& path = hand.beam(emissions[i]);
            if (inverted && !(hand.beam.certainty() > detail.certainty)) continue;
            detail.words.clear();
            words_of(path, emissions[i], *engine_->model, detail.words);
            detail.certainty = hand.beam.certainty();
            detail.inverted = inverted;
        }
    };
    const int height = engine_->model->network.height;
    std::vector<std::size_t> all(members, members + count), doubtful;
    std::vector<const Grey*> pictures, doubtful_pictures;
    for (std::size_t i = 0; i < count; ++i) {
        const Raster& line = lines[all[i]];
        hand.scaler({line.width, line.height, line.samples.data()}, height, hand.scaled[i]);
        details[all[i]].pixels_a_column = double(pool) * line.height / height;
        pictures.push_back(&hand.scaled[i]);
    }
    run(all, pictures, false);
    for (std::size_t i = 0; i < count; ++i)
        if (details[all[i]].certainty < options_.invert_below) {
            doubtful.push_back(all[i]);
            doubtful_pictures.push_back(pictures[i]);
        }
    if (!doubtful.empty()) run(doubtful, doubtful_pictures, true);
}

std::vector<LstmReader::Detail> LstmReader::read_in_detail(const std::vector<Raster>& lines) {
    const int height = engine_->model->network.height;
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

    const auto batch = std::size_t(std::max(engine_->kernel->sequences, 4));
    std::atomic<std::size_t> next{0};
    const auto work = [&](Hand& hand) {
        for (std::size_t first = next.fetch_add(batch); first < order.size(); first = next.fetch_add(batch))
            read_batch(hand, lines, order.data() + first, std::min(batch, order.size() - first), details);
    };
    std::vector<std::future<void>> others;
    const auto batches = int((order.size() + batch - 1) / batch);
    for (int i = 1; i < std::min(threads_, batches); ++i)
        others.push_back(std::async(std::launch::async, work, std::ref(*hands_[std::size_t(i)])));
    work(*hands_.front());
    for (std::future<void>& other : others) other.get();
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
