// SPDX-License-Identifier: Apache-2.0
// Small networks that tell by the look of what is inside a frame which stamp it is, worn, broken or crossed by print
// as it may be: layers of filters, each at every other place, a hidden layer, a probability for each kind. They are
// made by scripts/make_stamp_net, and belong to the profile whose stamps they know.
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/raster.hpp"

namespace saoy::image {

class StampNet {
public:
    static constexpr int columns = 96, rows = 24;  // of the picture it looks at, whatever the frame's size is

    StampNet() = default;  // knows no stamps
    // One network or several of the same codes, one after the other: the mean of what they say counts, since networks
    // that were taught different pages err on different ones.
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
    struct Network {
        std::vector<std::string> codes;
        std::vector<Layer> filters;
        Layer hidden, outputs;  // of all values at once
    };
    static Network network_from(std::istream& from);
    // `values` are height x width x depth; half as wide and high after it, and nothing below 0.
    static std::vector<float> filtered(const std::vector<float>& values, std::size_t width, std::size_t height,
                                       const Layer& layer);
    static Shares look(const Network& network, const std::vector<float>& picture, float aspect);
    Shares look(const std::vector<float>& picture, float aspect) const;

    std::vector<std::string> codes_;
    std::vector<Network> networks_;
};

}  // namespace saoy::image
