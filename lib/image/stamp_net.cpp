// SPDX-License-Identifier: Apache-2.0
#include "lib/image/stamp_net.hpp"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/base/wide.hpp"

namespace saoy::image {

namespace {

constexpr std::size_t pixels = std::size_t(StampNet::columns) * StampNet::rows;
constexpr std::size_t most_layers = 3;  // the picture can be halved so often
constexpr std::size_t most_filters = 128, most_hidden = 1024, most_codes = 64;
constexpr std::size_t block = 16;  // sums that are made at once

[[noreturn]] void throw_bad() {
    throw Error(Fault::configuration, "stamp-net", text::tr("the file that tells stamps apart is damaged"),
                text::tr("take it from the release, or make it again with scripts/make_stamp_net"));
}

std::vector<float> numbers(std::istream& from, std::size_t count) {
    std::vector<float> all(count);
    for (float& each : all)
        if (!(from >> each)) throw_bad();
    return all;
}

std::size_t blocks(std::size_t count) { return (count + block - 1) / block; }

// What is seen from a place, runs of values, each further on; and from the next one.
struct View {
    const float* from;
    std::size_t runs, length, stride, next = 0;
};

// sums[place][i] += values x weights, for a block of sums.
template <std::size_t places>
struct Sums {
    [[gnu::always_inline]] static void run(View view, const float* weight, float (*sums)[block]) {
        float sum[places][block];
        std::copy_n(*sums, places * block, *sum);
        for (std::size_t run = 0; run < view.runs; ++run) {
            const float* from = view.from + run * view.stride;
            for (std::size_t i = 0; i < view.length; ++i, weight += block)
                for (std::size_t place = 0; place < places; ++place)
                    for (std::size_t f = 0; f < block; ++f) sum[place][f] += from[place * view.next + i] * weight[f];
        }
        std::copy_n(*sum, places * block, *sums);
    }
};

}  // namespace

// "saoy-stamp-net 3", how many layers of filters, size and count of each, hidden units and codes; the codes; in decimal
// the scale and the offset of every value that a layer makes, layer by layer, the hidden units and the codes at last;
// after a line feed all weights as bytes, in parts of their value's scale.
StampNet::Network StampNet::network_from(std::istream& from) {
    Network network;
    std::string magic;
    std::size_t version = 0, layers = 0, codes = 0;
    if (!(from >> magic >> version >> layers) || magic != "saoy-stamp-net" || version != 3 || layers > most_layers)
        throw_bad();
    std::size_t depth = 1, places = pixels;
    for (std::size_t i = 0; i < layers; ++i, places /= 4) {
        Layer layer;
        from >> layer.size >> layer.count;
        layer.depth = depth, depth = layer.count;
        if (!from || layer.size % 2 == 0 || layer.size > 7 || depth > most_filters) throw_bad();
        network.filters.push_back(std::move(layer));
    }
    Layer &hidden = network.hidden, &outputs = network.outputs;
    from >> hidden.count >> codes;
    if (!from || hidden.count > most_hidden || codes > most_codes) throw_bad();
    hidden.size = 1, hidden.depth = places * depth + 1;
    outputs.size = 1, outputs.depth = hidden.count, outputs.count = codes;
    network.codes.resize(codes);
    for (std::string& code : network.codes) from >> code;
    std::vector<Layer*> all;
    for (Layer& layer : network.filters) all.push_back(&layer);
    all.push_back(&hidden), all.push_back(&outputs);
    std::vector<std::vector<float>> scales;
    for (Layer* layer : all) {
        scales.push_back(numbers(from, layer->count));
        layer->offsets = numbers(from, layer->count);
        layer->offsets.resize(blocks(layer->count) * block);
    }
    if (from.get() != '\n') throw_bad();
    for (std::size_t i = 0; i < all.size(); ++i) {
        Layer& layer = *all[i];
        const std::size_t inputs = layer.size * layer.size * layer.depth;
        std::string raw(inputs * layer.count, '\0');
        if (!from.read(raw.data(), std::streamsize(raw.size()))) throw_bad();
        layer.weights.resize(blocks(layer.count) * inputs * block);
        for (std::size_t at = 0; at < raw.size(); ++at) {
            const std::size_t input = at / layer.count, value = at % layer.count;
            layer.weights[(value / block * inputs + input) * block + value % block] =
                float(std::int8_t(raw[at])) * scales[i][value];
        }
    }
    return network;
}

StampNet::StampNet(std::string_view bytes) {
    std::istringstream from{std::string(bytes)};
    from.imbue(std::locale::classic());
    do {
        networks_.push_back(network_from(from));
        if (networks_.back().codes != networks_.front().codes) throw_bad();
    } while (from.peek() != std::istringstream::traits_type::eof());
    codes_ = networks_.front().codes;
}

namespace {

// All values of a place, or of two beside each other.
template <std::size_t places, class Layer>
void make_values(const View& view, const Layer& layer, float* values) {
    const std::size_t inputs = view.runs * view.length;
    for (std::size_t first = 0; first < layer.count; first += block) {
        float sums[places][block];
        for (auto& sum : sums) std::copy_n(layer.offsets.begin() + std::ptrdiff_t(first), block, sum);
        run_wide<Sums<places>>(view, layer.weights.data() + first * inputs, static_cast<float(*)[block]>(sums));
        for (std::size_t place = 0; place < places; ++place)
            std::copy_n(sums[place], std::min(block, layer.count - first), values + place * layer.count + first);
    }
}

void cut_below_zero(std::vector<float>& values) {
    for (float& each : values) each = std::max(0.0F, each);
}

}  // namespace

std::vector<float> StampNet::filtered(const std::vector<float>& values, std::size_t width, std::size_t height,
                                      const Layer& layer) {
    const std::size_t edge = layer.size / 2, depth = layer.depth, wide = (width + 2 * edge) * depth;
    std::vector<float> padded(wide * (height + 2 * edge));
    for (std::size_t y = 0; y < height; ++y)
        std::copy_n(values.begin() + std::ptrdiff_t(y * width * depth), width * depth,
                    padded.begin() + std::ptrdiff_t((y + edge) * wide + edge * depth));
    std::vector<float> made(width / 2 * (height / 2) * layer.count);
    float* to = made.data();
    for (std::size_t y = 0; y + 1 < height; y += 2)
        for (std::size_t x = 0; x + 1 < width;) {
            const View view{padded.data() + y * wide + x * depth, layer.size, layer.size * depth, wide, 2 * depth};
            const bool two = x + 3 < width;
            if (two)
                make_values<2>(view, layer, to);
            else
                make_values<1>(view, layer, to);
            x += two ? 4 : 2, to += two ? 2 * layer.count : layer.count;
        }
    cut_below_zero(made);
    return made;
}

StampNet::Shares StampNet::look(const Network& network, const std::vector<float>& picture, float aspect) {
    std::vector<float> seen = picture, hidden(network.hidden.count), out(network.outputs.count);
    std::size_t width = columns, height = rows;
    for (const Layer& layer : network.filters) {
        seen = filtered(seen, width, height, layer);
        width /= 2, height /= 2;
    }
    seen.push_back(aspect);
    make_values<1>({seen.data(), 1, seen.size(), 0}, network.hidden, hidden.data());
    cut_below_zero(hidden);
    make_values<1>({hidden.data(), 1, hidden.size(), 0}, network.outputs, out.data());
    Shares shares;
    const float most = *std::max_element(out.begin(), out.end());
    double sum = 0;
    for (const float each : out) sum += shares.emplace_back(std::exp(double(each - most)));
    for (double& share : shares) share /= sum;
    return shares;
}

StampNet::Shares StampNet::look(const std::vector<float>& picture, float aspect) const {
    Shares mean(codes_.size());
    for (const Network& network : networks_) {
        const Shares said = look(network, picture, aspect);
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += said[i] / double(networks_.size());
    }
    return mean;
}

std::array<StampNet::Shares, 2> StampNet::operator()(const Raster& inside, double aspect) const {
    const Shares none(codes_.size());
    if (codes_.empty() || inside.samples.size() != pixels || aspect <= 0) return {none, none};
    // Ink of its usual strength, whatever the stamp's is.
    double sum = 0, squares = 0;
    for (const std::uint8_t sample : inside.samples)
        sum += 255 - sample, squares += (255.0 - sample) * (255.0 - sample);
    const double count = double(inside.samples.size()), mean = sum / count;
    const double spread = std::sqrt(std::max(squares / count - mean * mean, 1.0)) + 4;
    std::vector<float> values;
    values.reserve(pixels);
    for (const std::uint8_t sample : inside.samples) values.push_back(float((255 - sample - mean) / spread));
    const Shares upright = look(values, float(std::log(aspect)));
    std::reverse(values.begin(), values.end());
    return {upright, look(values, float(std::log(aspect)))};
}

}  // namespace saoy::image
