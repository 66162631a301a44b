// SPDX-License-Identifier: Apache-2.0
// Every kernel against the slow network of this folder, and that against libtesseract.
#include "lib/lstm/kernel.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>
#include <catch2/catch.hpp>

#include <cstring>
#include <map>

#include "lib/base/error.hpp"
#include "lib/lstm/forward.hpp"
#include "tests/unit/lstm/lines.hpp"
#include "tests/unit/lstm/packaged_model.hpp"
#include "tests/unit/lstm/slow_network.hpp"
#include "tests/unit/lstm/synthetic_model.hpp"

using namespace saoy;
using test::Activations;

namespace {

// [line][step][feature], by a kernel.
std::vector<Activations> by_kernel(const lstm::Kernel& kernel, const lstm::Lstm& layer,
                                   const std::vector<Activations>& lines) {
    const lstm::PackedLayer packed = lstm::pack(layer, kernel.packing());
    const auto in = std::size_t(lstm::padded(layer.inputs)), out = std::size_t(lstm::padded(layer.outputs));
    std::vector<lstm::Aligned<std::uint8_t>> inputs, outputs;
    std::vector<lstm::Sequence> sequences;
    for (const Activations& line : lines) {
        inputs.emplace_back(line.size() * in);
        outputs.emplace_back(line.size() * out);
        std::memset(inputs.back().data(), kernel.offset, line.size() * in);
        for (std::size_t step = 0; step < line.size(); ++step)
            for (std::size_t i = 0; i < line[step].size(); ++i)
                inputs.back().data()[step * in + i] = std::uint8_t(line[step][i] + kernel.offset);
        sequences.push_back({inputs.back().data(), outputs.back().data(), int(line.size())});
    }
    lstm::Aligned<std::uint8_t> zero(out);
    std::memset(zero.data(), kernel.offset, out);
    lstm::Aligned<float> cells(out * lines.size());
    kernel.lstm(packed, sequences.data(), int(lines.size()), layer.backwards, zero.data(), cells.data());
    std::vector<Activations> result;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        result.emplace_back();
        for (std::size_t step = 0; step < lines[line].size(); ++step) {
            const std::uint8_t* from = outputs[line].data() + step * out;
            result.back().emplace_back();
            for (int i = 0; i < layer.outputs; ++i)
                result.back().back().push_back(std::int8_t(std::uint8_t(from[i] - kernel.offset)));
        }
    }
    return result;
}

Activations random_activations(std::size_t steps, int features, unsigned seed) {
    std::minstd_rand random(seed);
    Activations line(steps);
    for (auto& step : line)
        for (int i = 0; i < features; ++i) step.push_back(std::int8_t(int(random() % 255) - 127));
    return line;
}

struct Difference {
    std::size_t count = 0, of = 0;
    int most = 0;
    void add(const Activations& a, const Activations& b) {
        REQUIRE(a.size() == b.size());
        for (std::size_t step = 0; step < a.size(); ++step)
            for (std::size_t i = 0; i < a[step].size(); ++i) {
                const int apart = std::abs(int(a[step][i]) - int(b[step][i]));
                count += apart != 0;
                ++of;
                most = std::max(most, apart);
            }
    }
};

std::vector<lstm::Grey> scaled_lines(std::size_t most, int height) {
    std::vector<lstm::Grey> all;
    lstm::Scaler scaler;
    for (const test::PrintedLine& line : test::printed_lines("lines")) {
        if (all.size() == most) break;
        all.emplace_back();
        scaler({line.picture.width, line.picture.height, line.picture.samples.data()}, height, all.back());
    }
    return all;
}

}  // namespace

TEST_CASE("kernels agree to the bit, for any number of lines and for sizes that fill no block") {
    const auto model = lstm::load_model(test::SyntheticModel{}.file());
    for (const lstm::Lstm* layer : {&model->network.down, &model->network.along[0], &model->network.along[1]})
        for (std::size_t count : {1, 2, 5, 6, 7, 8}) {
            std::vector<Activations> lines;
            for (std::size_t i = 0; i < count; ++i)
                lines.push_back(random_activations(40 - 4 * i, layer->inputs, unsigned(i + 1)));
            const auto wanted = by_kernel(lstm::kernel("portable"), *layer, lines);
            for (const lstm::Kernel* kernel : lstm::kernels()) {
                INFO(kernel->name << ", " << count << " lines");
                CHECK(by_kernel(*kernel, *layer, lines) == wanted);
            }
        }
}

TEST_CASE("each layer's activations are those of the slow network but for a rounding here and there") {
    const auto model = lstm::load_model(test::packaged_model("vie"));
    test::SlowNetwork slow(*model);
    int equal = 0, all = 0;
    for (const lstm::Grey& line : scaled_lines(4, model->network.height)) {
        slow.run(line);
        for (std::size_t layer = 0; layer < model->network.along.size(); ++layer)
            for (const lstm::Kernel* kernel : lstm::kernels()) {
                // The layer's own inputs are the slow network's: what differs has its cause in this layer.
                const auto outputs = by_kernel(*kernel, model->network.along[layer], {slow.layers[layer]});
                Difference difference;
                difference.add(outputs[0], slow.layers[layer + 1]);
                INFO(kernel->name << ", layer " << layer << ": " << difference.count << " of " << difference.of);
                // An activation that is rounded the other way goes back into the layer and takes others with it.
                CHECK(difference.most <= 3);
                CHECK(difference.count * 10 < difference.of);
                equal += difference.count == 0;
                ++all;
            }
    }
    CHECK(2 * equal > all);
}

TEST_CASE("kernels give the same probabilities to the bit, whatever lines are beside") {
    const auto model = lstm::load_model(test::packaged_model("vie"));
    std::vector<lstm::Grey> lines = scaled_lines(7, model->network.height);
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.width > b.width; });
    std::vector<std::vector<float>> wanted;
    for (const lstm::Kernel* kernel : lstm::kernels()) {
        lstm::Forward forward(std::make_shared<const lstm::Engine>(model, *kernel));
        std::vector<const lstm::Grey*> together;
        for (const lstm::Grey& line : lines) together.push_back(&line);
        std::vector<std::vector<float>> found;
        const auto collect = [&](const std::vector<lstm::Emissions>& all) {
            for (const lstm::Emissions& one : all) {
                found.emplace_back();
                for (int i = 0; i < one.columns; ++i)
                    found.back().insert(found.back().end(), one.column(i), one.column(i) + one.codes);
            }
        };
        collect(forward(together, false));
        if (wanted.empty()) wanted = found;
        INFO(kernel->name);
        CHECK(found == wanted);
        found.clear();
        for (const lstm::Grey& line : lines) collect(forward({&line}, false));
        CHECK(found == wanted);
    }
}

TEST_CASE("the slow network emits what libtesseract emits") {
    const auto model = lstm::load_model(test::packaged_model("vie"));
    tesseract::TessBaseAPI api;
    REQUIRE(api.Init(test::tessdata, "vie", tesseract::OEM_LSTM_ONLY) == 0);
    api.SetPageSegMode(tesseract::PSM_RAW_LINE);
    api.SetVariable("lstm_choice_mode", "1");  // makes it keep what the network emitted, from 0.01 on
    api.SetVariable("invert_threshold", "0");
    test::SlowNetwork slow(*model);
    lstm::Scaler scaler;
    lstm::Grey scaled;
    const std::vector<test::PrintedLine> lines = test::printed_lines("lines");
    for (std::size_t line = 0; line < 3; ++line) {
        const Raster& picture = lines[line].picture;
        scaler({picture.width, picture.height, picture.samples.data()}, model->network.height, scaled);
        slow.run(scaled);
        api.SetImage(picture.samples.data(), picture.width, picture.height, 1, picture.width);
        api.SetSourceResolution(300);
        REQUIRE(api.Recognize(nullptr) == 0);
        const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
        std::size_t column = 0;
        double most = 0;
        do
            for (const auto& sign : *at->GetRawLSTMTimesteps())
                for (const auto& step : sign) {
                    REQUIRE(column < slow.probabilities.size());
                    const std::vector<float>& ours = slow.probabilities[column++];
                    for (const auto& [text, probability] : step) {
                        int code = model->null_code;
                        for (int c = 0; c < model->null_code; ++c) {
                            const int unichar = model->recoder->final_unichar(0, c);
                            if (model->unichars[std::size_t(unichar)].text == text) code = c;
                        }
                        most = std::max(most, double(std::abs(ours[std::size_t(code)] - probability)));
                    }
                }
        while (at->Next(tesseract::RIL_WORD));
        CHECK(column == slow.probabilities.size());
        CHECK(most < 1e-4);
    }
}

TEST_CASE("a kernel that this processor lacks is refused by name") {
    CHECK(lstm::kernel("").name == lstm::kernels().front()->name);
    CHECK_THROWS_AS(lstm::kernel("abacus"), Error);
}
