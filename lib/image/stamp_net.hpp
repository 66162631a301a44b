// SPDX-License-Identifier: Apache-2.0
// A small network that tells by the look of what is inside a frame which stamp it is, worn, broken or crossed by print
// as it may be: layers of filters, each at every other place, a hidden layer, a probability for each kind. It is made
// by scripts/make_stamp_net, and belongs to the profile whose stamps it knows.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy::image {

class StampNet {
public:
    static constexpr int columns = 96, rows = 24;  // of the picture it looks at, whatever the frame's size is

    StampNet() = default;  // knows no stamps
    // Throws Error(configuration, "stamp-net") for what scripts/make_stamp_net did not write.
    explicit StampNet(std::string_view bytes);

    // Of all it tells apart: the profile's stamps, and by names of its own whatever else stands in frames.
    const std::vector<std::string>& codes() const { return codes_; }
    // The probability of each, whose sum is 1: as the picture stands, and on its head. `aspect` is the frame's width
    // over its height. All are 0 where nothing is known or the picture has another size.
    using Shares = std::vector<double>;
    std::array<Shares, 2> operator()(const Raster& inside, double aspect) const;

private:
    struct Layer {
        std::size_t size = 0, depth = 0, count = 0;  // places it sees each way, values of each, values it makes of them
        std::vector<float> weights, offsets;         // for each block of values made: size x size x depth x block
    };
    // `values` are height x width x depth; half as wide and high after it, and nothing below 0.
    static std::vector<float> filtered(const std::vector<float>& values, std::size_t width, std::size_t height,
                                       const Layer& layer);
    Shares look(const std::vector<float>& picture, float aspect) const;

    std::vector<std::string> codes_;
    std::vector<Layer> filters_;
    Layer hidden_, outputs_;  // of all values at once
};

}  // namespace saoy::image
