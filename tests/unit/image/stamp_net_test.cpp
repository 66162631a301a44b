// SPDX-License-Identifier: Apache-2.0
// The network that tells stamps apart: a small one made by hand, whose answers can be told beforehand.
#include <catch2/catch.hpp>

#include "lib/base/error.hpp"
#include "lib/image/stamp_net.hpp"

using namespace saoy;
using image::StampNet;

namespace {

constexpr int places = StampNet::columns * StampNet::rows / 16;

// One filter a layer that takes the pixel in its middle, one hidden unit of these weights, one stamp whose share is
// that of exp(hidden) beside exp(0).
std::string net_file(int first_place, int aspect) {
    std::string five, three, weights(places + 1, '\0');
    for (int i = 0; i < 25; ++i) five += i == 12 ? "1 " : "0 ";
    for (int i = 0; i < 9; ++i) three += i == 4 ? "1 " : "0 ";
    weights.front() = char(first_place), weights.back() = char(aspect);
    return "saoy-stamp-net 2 1 1 1 1\nmat\n" + five + "\n0\n" + three + "\n0\n1\n0\n0 1\n0 0\n" + weights;
}

Raster blank() {
    return {StampNet::columns, StampNet::rows, 1, 0,
            std::vector<std::uint8_t>(std::size_t(StampNet::columns) * StampNet::rows, 255)};
}

std::string code_of(const std::string& bytes) {
    try {
        const StampNet net(bytes);
    } catch (const Error& error) {
        return error.code();
    }
    return "nothing thrown";
}

}  // namespace

TEST_CASE("the network weighs a frame's shape") {
    const StampNet net(net_file(0, 1));
    CHECK(net.codes() == std::vector<std::string>{"mat"});
    CHECK(net(blank(), 3).at(0) == Approx(0.75));  // exp(log 3) beside 1
    CHECK(net(blank(), 1).at(0) == Approx(0.5));
}

TEST_CASE("ink counts where it is, upright or on its head, however pale") {
    const StampNet net(net_file(1, 0));
    Raster first = blank(), last = blank(), middle = blank(), pale = blank();
    // Where the first place looks in each of the five looks.
    const std::size_t size = first.samples.size(), row = StampNet::columns;
    for (const std::size_t at : {std::size_t(0), std::size_t(2), size - 2, row, size - row}) {
        first.samples[at] = last.samples[size - 1 - at] = 0;
        pale.samples[at] = 155;
    }
    middle.samples[std::size_t(StampNet::columns) * 8 + 40] = 0;
    pale.samples.front() = 155;
    CHECK(net(first, 1).at(0) > 0.99);
    CHECK(net(last, 1).at(0) > 0.99);
    CHECK(net(middle, 1).at(0) < 0.51);
    CHECK(net(pale, 1).at(0) > 0.99);
    CHECK(net(blank(), 1).at(0) == Approx(0.5));
}

TEST_CASE("a damaged file is refused, an empty network knows nothing") {
    const std::string whole = net_file(0, 1);
    CHECK(code_of(whole) == "nothing thrown");
    CHECK(code_of(whole.substr(0, whole.size() - 1)) == "stamp-net");
    CHECK(code_of("saoy-stamp-net 1" + whole.substr(16)) == "stamp-net");
    CHECK(code_of("saoy-stamp-net 2 1000000 1 1 1\nmat\n") == "stamp-net");
    CHECK(code_of("") == "stamp-net");
    CHECK(StampNet()(blank(), 3).empty());
    CHECK(StampNet(whole)(Raster{2, 2, 1, 0, {1, 2, 3, 4}}, 3).at(0) == 0);
}
