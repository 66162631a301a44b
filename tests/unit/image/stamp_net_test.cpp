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
    std::string five(25, '\0'), three(9, '\0'), weights(places + 1, '\0');
    five[12] = three[4] = 1;
    weights.front() = char(first_place), weights.back() = char(aspect);
    return "saoy-stamp-net 3\n2 5 1 3 1 1 2\nmat rest\n1\n0\n1\n0\n1\n0\n1 1\n0 0\n" + five + three + weights +
           std::string("\1\0", 2);
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
    CHECK(net.codes() == std::vector<std::string>{"mat", "rest"});
    CHECK(net(blank(), 3)[0].at(0) == Approx(0.75));  // exp(log 3) beside 1
    CHECK(net(blank(), 3)[0].at(1) == Approx(0.25));
    CHECK(net(blank(), 1)[1].at(0) == Approx(0.5));
}

TEST_CASE("ink counts where it is, upright or on its head, however pale") {
    const StampNet net(net_file(1, 0));
    Raster first = blank(), last = blank(), middle = blank(), pale = blank();
    first.samples.front() = last.samples.back() = 0, pale.samples.front() = 155;
    middle.samples[std::size_t(StampNet::columns) * 8 + 40] = 0;
    CHECK(net(first, 1)[0].front() > 0.99);
    CHECK(net(first, 1)[1].front() < 0.51);
    CHECK(net(last, 1)[1].front() > 0.99);
    CHECK(net(last, 1)[0].front() < 0.51);
    CHECK(net(middle, 1)[0].front() < 0.51);
    CHECK(net(pale, 1)[0].front() > 0.99);
    CHECK(net(blank(), 1)[0].front() == Approx(0.5));
}

TEST_CASE("every value has its own weights, in blocks as without") {
    // No filters: the hidden units see the pixels. Unit i sees the i-th pixel; code i is unit i's.
    constexpr int units = 18;
    std::string head = "saoy-stamp-net 3\n0 18 18\n", scales, zeros, hidden, outputs;
    for (int i = 0; i < units; ++i) {
        head += "c" + std::to_string(i) + " ";
        scales += i % 2 ? " 0.5" : " 0.25", zeros += " 0";
    }
    for (int pixel = 0; pixel <= StampNet::columns * StampNet::rows; ++pixel)
        for (int i = 0; i < units; ++i) hidden += char(pixel == i ? 4 : 0);
    for (int unit = 0; unit < units; ++unit)
        for (int i = 0; i < units; ++i) outputs += char(unit == i ? 1 : 0);
    const StampNet net(head + "\n" + scales + zeros + scales + zeros + "\n" + hidden + outputs);
    for (const std::size_t at : {0U, 1U, 15U, 16U, 17U}) {
        Raster picture = blank();
        picture.samples[at] = 0;
        CHECK(net(picture, 1)[0].at(at) > 0.9);
    }
}

TEST_CASE("of several networks the mean counts") {
    const StampNet net(net_file(0, 1) + net_file(1, 0));
    CHECK(net(blank(), 3)[0].at(0) == Approx((0.75 + 0.5) / 2));
    std::string other = net_file(0, 1);
    other.replace(other.find("mat"), 3, "tam");
    CHECK(code_of(net_file(0, 1) + other) == "stamp-net");
    CHECK(code_of(net_file(0, 1) + "saoy") == "stamp-net");
}

TEST_CASE("a damaged file is refused, an empty network knows nothing") {
    const std::string whole = net_file(0, 1);
    CHECK(code_of(whole) == "nothing thrown");
    CHECK(code_of(whole.substr(0, whole.size() - 1)) == "stamp-net");
    CHECK(code_of("saoy-stamp-net 2" + whole.substr(16)) == "stamp-net");
    for (const char* sizes : {"2 5 1000000 3 1 1 2", "2 4 1 3 1 1 2", "9 5 1", "2 5 1 3 1 9999 2", "2 5 1 3 1 1 9999"})
        CHECK(code_of(std::string("saoy-stamp-net 3\n") + sizes + "\nmat rest\n") == "stamp-net");
    CHECK(code_of("") == "stamp-net");
    CHECK(StampNet()(blank(), 3)[0].empty());
    CHECK(StampNet(whole)(Raster{2, 2, 1, 0, {1, 2, 3, 4}}, 3)[0].at(0) == 0);
}
