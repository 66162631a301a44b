// SPDX-License-Identifier: Apache-2.0
// A small network that tells by the look of what is inside a frame which stamp it is, worn, broken or crossed by print
// as it may be: two layers of filters, each at every other place, a hidden layer, a probability for each stamp. It is
// made by scripts/make_stamp_net, and belongs to the profile whose stamps it knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy::image {

class StampNet {
public:
    static constexpr int columns = 80, rows = 20;  // of the picture it looks at, whatever the frame's size is

    StampNet() = default;  // knows no stamps
    // Throws Error(configuration, "stamp-net") for what scripts/make_stamp_net did not write.
    explicit StampNet(std::string_view bytes);

    const std::vector<std::string>& codes() const { return codes_; }  // of the stamps it knows
    // The probability of each, upright or on its head, 0 … 1; the rest of 1 is that of none. `aspect` is the frame's
    // width over its height.
    std::vector<double> operator()(const Raster& inside, double aspect) const;

private:
    struct Filters {
        std::size_t size = 0, depth = 0, count = 0;  // pixels each way, values of each, values it makes of them
        std::vector<float> weights, offsets;         // size x size x depth x count, count
    };
    // `values` are height x width x depth; half as wide and high after it.
    static std::vector<float> filtered(const std::vector<float>& values, std::size_t width, std::size_t height,
                                       const Filters& filters);
    std::vector<double> upright(const std::vector<float>& picture, float aspect) const;

    std::vector<std::string> codes_;
    Filters first_, second_;
    std::size_t hidden_ = 0;
    std::vector<float> weights_, biases_;     // (places x filters + 1) x hidden: the last is the aspect's; hidden
    std::vector<float> outputs_, constants_;  // (1 + codes) x hidden; the first output is none of them
};

}  // namespace saoy::image
