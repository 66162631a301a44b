// SPDX-License-Identifier: Apache-2.0
#include "lib/image/stamp_net.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <locale>
#include <numeric>
#include <sstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::image {

namespace {

constexpr std::size_t pixels = std::size_t(StampNet::columns) * StampNet::rows;
constexpr std::size_t kernel = 5, step = 2, edge = kernel / 2;
constexpr std::size_t across = StampNet::columns / step, down = StampNet::rows / step, places = across * down;
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

// "saoy-stamp-net 1", how many filters, hidden units and codes; the codes; numbers in decimal; after a line feed, the
// weights as bytes.
StampNet::StampNet(std::string_view bytes) {
    std::istringstream from{std::string(bytes)};
    from.imbue(std::locale::classic());
    std::string magic;
    int version = 0;
    std::size_t count = 0;
    from >> magic >> version >> filters_ >> hidden_ >> count;
    const bool fits = filters_ <= most_filters && hidden_ <= most_hidden && count <= most_codes;
    if (!from || magic != "saoy-stamp-net" || version != 1 || !fits) throw_bad();
    codes_.resize(count);
    for (std::string& code : codes_) from >> code;
    kernels_ = numbers(from, filters_ * kernel * kernel), offsets_ = numbers(from, filters_);
    scales_ = numbers(from, hidden_), biases_ = numbers(from, hidden_);
    outputs_ = numbers(from, (count + 1) * hidden_), constants_ = numbers(from, count + 1);
    weights_.resize(hidden_ * (places * filters_ + 1));
    if (from.get() != '\n' || !from.read(reinterpret_cast<char*>(weights_.data()), std::streamsize(weights_.size())))
        throw_bad();
}

std::vector<double> StampNet::upright(const std::vector<float>& picture, float aspect) const {
    constexpr std::size_t wide = StampNet::columns + 2 * edge, tall = StampNet::rows + 2 * edge;
    std::vector<float> padded(wide * tall);
    for (std::size_t y = 0; y < rows; ++y)
        std::copy_n(picture.begin() + std::ptrdiff_t(y * columns), std::size_t(columns),
                    padded.begin() + std::ptrdiff_t((y + edge) * wide + edge));
    std::vector<float> seen;
    seen.reserve(places * filters_ + 1);
    for (std::size_t v = 0; v < down; ++v)
        for (std::size_t u = 0; u < across; ++u)
            for (std::size_t f = 0; f < filters_; ++f) {
                const float* weight = kernels_.data() + f * kernel * kernel;
                float sum = offsets_[f];
                for (std::size_t y = 0; y < kernel; ++y, weight += kernel) {
                    const float* from = padded.data() + (v * step + y) * wide + u * step;
                    sum = std::inner_product(weight, weight + kernel, from, sum);
                }
                seen.push_back(std::max(0.0F, sum));
            }
    seen.push_back(aspect);
    std::vector<float> hidden(hidden_);
    for (std::size_t i = 0; i < hidden_; ++i) {
        const std::int8_t* weight = weights_.data() + i * seen.size();
        std::array<float, 8> sums{};  // side by side, so that the compiler may take them at once
        std::size_t j = 0;
        for (; j + sums.size() <= seen.size(); j += sums.size())
            for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += float(weight[j + k]) * seen[j + k];
        float sum = std::accumulate(sums.begin(), sums.end(), 0.0F);
        for (; j < seen.size(); ++j) sum += float(weight[j]) * seen[j];
        hidden[i] = std::max(0.0F, sum * scales_[i] + biases_[i]);
    }
    std::vector<double> shares;
    double most = -1e9, sum = 0;
    for (std::size_t i = 0; i < constants_.size(); ++i) {
        double value = constants_[i];
        for (std::size_t j = 0; j < hidden_; ++j) value += double(outputs_[i * hidden_ + j]) * hidden[j];
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
        const std::vector<double> seen = upright(values, float(std::log(aspect)));
        for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], seen[i]);
        std::reverse(values.begin(), values.end());
    }
    return best;
}

}  // namespace saoy::image
