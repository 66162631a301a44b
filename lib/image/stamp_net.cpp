// SPDX-License-Identifier: Apache-2.0
#include "lib/image/stamp_net.hpp"

#include <algorithm>
#include <cmath>
#include <locale>
#include <sstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::image {

namespace {

constexpr std::size_t pixels = std::size_t(StampNet::columns) * StampNet::rows;
constexpr std::size_t places = pixels / 16;
constexpr double worth_a_second_look = 0.01;
constexpr std::size_t most_filters = 64, most_hidden = 1024, most_codes = 64;

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

}  // namespace

// "saoy-stamp-net 2", how many filters in both layers, hidden units and codes; the codes; numbers in decimal; after a
// line feed, the hidden units' weights as bytes, in parts of the unit's own scale.
StampNet::StampNet(std::string_view bytes) {
    std::istringstream from{std::string(bytes)};
    from.imbue(std::locale::classic());
    std::string magic;
    int version = 0;
    std::size_t count = 0;
    from >> magic >> version >> first_.count >> second_.count >> hidden_ >> count;
    const bool fits =
        std::max(first_.count, second_.count) <= most_filters && hidden_ <= most_hidden && count <= most_codes;
    if (!from || magic != "saoy-stamp-net" || version != 2 || !fits) throw_bad();
    first_.size = 5, first_.depth = 1, second_.size = 3, second_.depth = first_.count;
    codes_.resize(count);
    for (std::string& code : codes_) from >> code;
    for (Filters* filters : {&first_, &second_}) {
        filters->weights = numbers(from, filters->size * filters->size * filters->depth * filters->count);
        filters->offsets = numbers(from, filters->count);
    }
    const std::vector<float> scales = numbers(from, hidden_);
    biases_ = numbers(from, hidden_);
    outputs_ = numbers(from, (count + 1) * hidden_), constants_ = numbers(from, count + 1);
    std::string raw((places * second_.count + 1) * hidden_, '\0');
    if (from.get() != '\n' || !from.read(raw.data(), std::streamsize(raw.size()))) throw_bad();
    weights_.reserve(raw.size());
    for (const char each : raw) weights_.push_back(float(std::int8_t(each)) * scales[weights_.size() % hidden_]);
}

std::vector<float> StampNet::filtered(const std::vector<float>& values, std::size_t width, std::size_t height,
                                      const Filters& filters) {
    const std::size_t edge = filters.size / 2, depth = filters.depth, count = filters.count;
    const std::size_t wide = (width + 2 * edge) * depth;
    std::vector<float> padded(wide * (height + 2 * edge));
    for (std::size_t y = 0; y < height; ++y)
        std::copy_n(values.begin() + std::ptrdiff_t(y * width * depth), width * depth,
                    padded.begin() + std::ptrdiff_t((y + edge) * wide + edge * depth));
    std::vector<float> seen(width / 2 * (height / 2) * count);
    float* sums = seen.data();
    for (std::size_t y = 0; y + 1 < height; y += 2)
        for (std::size_t x = 0; x + 1 < width; x += 2, sums += count) {
            std::copy(filters.offsets.begin(), filters.offsets.end(), sums);
            const float* weight = filters.weights.data();
            for (std::size_t row = 0; row < filters.size; ++row) {
                const float* from = padded.data() + (y + row) * wide + x * depth;
                for (std::size_t i = 0; i < filters.size * depth; ++i, weight += count)
                    for (std::size_t f = 0; f < count; ++f) sums[f] += from[i] * weight[f];
            }
            for (std::size_t f = 0; f < count; ++f) sums[f] = std::max(0.0F, sums[f]);
        }
    return seen;
}

std::vector<double> StampNet::upright(const std::vector<float>& picture, float aspect) const {
    std::vector<float> seen = filtered(filtered(picture, columns, rows, first_), columns / 2, rows / 2, second_);
    seen.push_back(aspect);
    std::vector<float> hidden = biases_;
    const float* weight = weights_.data();
    for (const float each : seen) {
        if (each != 0)
            for (std::size_t i = 0; i < hidden_; ++i) hidden[i] += each * weight[i];
        weight += hidden_;
    }
    std::vector<double> shares;
    double most = -1e9, sum = 0;
    for (std::size_t i = 0; i < constants_.size(); ++i) {
        double value = constants_[i];
        for (std::size_t j = 0; j < hidden_; ++j)
            value += double(outputs_[i * hidden_ + j]) * double(std::max(0.0F, hidden[j]));
        shares.push_back(value);
        most = std::max(most, value);
    }
    for (double& share : shares) sum += share = std::exp(share - most);
    for (double& share : shares) share /= sum;
    shares.erase(shares.begin());
    return shares;
}

std::vector<double> StampNet::operator()(const Raster& inside, double aspect) const {
    std::vector<double> best(codes_.size());
    if (codes_.empty() || inside.samples.size() != pixels || aspect <= 0) return best;
    // Ink of its usual strength, whatever the stamp's is.
    double sum = 0, squares = 0;
    for (const std::uint8_t sample : inside.samples)
        sum += 255 - sample, squares += (255.0 - sample) * (255.0 - sample);
    const double count = double(inside.samples.size()), mean = sum / count;
    const double spread = std::sqrt(std::max(squares / count - mean * mean, 1.0)) + 4;
    std::vector<float> values;
    values.reserve(pixels);
    for (const std::uint8_t sample : inside.samples) values.push_back(float((255 - sample - mean) / spread));
    for (int turn = 0; turn < 2; ++turn) {
        std::vector<double> seen = upright(values, float(std::log(aspect)));
        if (*std::max_element(seen.begin(), seen.end()) >= worth_a_second_look) {
            // Frames are not found to the hair: the mean of five looks is better than one.
            for (const std::ptrdiff_t by : {2, -2, int(columns), -int(columns)}) {
                std::vector<float> moved = values;
                std::rotate(moved.begin(), by > 0 ? moved.begin() + by : moved.end() + by, moved.end());
                const std::vector<double> again = upright(moved, float(std::log(aspect)));
                for (std::size_t i = 0; i < seen.size(); ++i) seen[i] += again[i];
            }
            for (double& each : seen) each /= 5;
        }
        for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], seen[i]);
        std::reverse(values.begin(), values.end());
    }
    return best;
}

}  // namespace saoy::image
