// SPDX-License-Identifier: Apache-2.0
// A small network that tells by the look of what is inside a frame which stamp it is, worn, broken or crossed by print
// as it may be: filters of 5 x 5 pixels at every other pixel, a hidden layer, a probability for each stamp. It is made
// by scripts/make_stamp_net, and belongs to the profile whose stamps it knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy::image {

class StampNet {
public:
    static constexpr int columns = 64, rows = 16;  // of the picture it looks at, whatever the frame's size is

    StampNet() = default;  // knows no stamps
    // Throws Error(configuration, "stamp-net") for what scripts/make_stamp_net did not write.
    explicit StampNet(std::string_view bytes);

    const std::vector<std::string>& codes() const { return codes_; }  // of the stamps it knows
    // The probability of each, upright or on its head, 0 … 1; the rest of 1 is that of none. `aspect` is the frame's
    // width over its height.
    std::vector<double> operator()(const Raster& inside, double aspect) const;

private:
    std::vector<double> upright(const std::vector<float>& picture, float aspect) const;

    std::vector<std::string> codes_;
    std::size_t filters_ = 0, hidden_ = 0;
    std::vector<float> kernels_, offsets_;    // filters x 25, filters
    std::vector<std::int8_t> weights_;        // hidden x (places x filters + 1): the last is the aspect's
    std::vector<float> scales_, biases_;      // of the hidden units
    std::vector<float> outputs_, constants_;  // (1 + codes) x hidden; the first output is none of them
};

}  // namespace saoy::image
