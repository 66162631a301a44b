// SPDX-License-Identifier: Apache-2.0
// Our decoding of JPEG gives Leptonica's pixels, at every scale, and refuses what it refuses.
#include "lib/image/jpeg.hpp"

#include "tests/unit/image/pages.hpp"

namespace saoy::image::test {

namespace {

Pix theirs(const std::string& jpeg, int reduction, bool grey) {
    const auto* data = reinterpret_cast<const l_uint8*>(jpeg.data());
    return owned(pixReadMemJpeg(data, jpeg.size(), 0, reduction, nullptr, grey ? L_JPEG_READ_LUMINANCE : 0));
}

void check_same(const std::string& jpeg, int components) {
    for (const int reduction : {1, 2, 4, 8})
        for (const bool grey : {false, true}) {
            CAPTURE(reduction, grey);
            const Pix ours = decode_jpeg(jpeg, components, reduction, grey), other = theirs(jpeg, reduction, grey);
            l_int32 same = 0;
            pixEqual(ours.get(), other.get(), &same);
            CHECK(same == 1);
            CHECK(pixGetDepth(ours.get()) == pixGetDepth(other.get()));
            CHECK(pixGetXRes(ours.get()) == pixGetXRes(other.get()));
            if (pixGetDepth(ours.get()) == 32) CHECK((pixGetData(ours.get())[0] & 255) == 0);
        }
}

}  // namespace

TEST_CASE("JPEGs of any size have Leptonica's pixels, in colour and in grey") {
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 9}, {64, 48}, {641, 479}}) {
        CAPTURE(width, height);
        const Pix page = colours(width, height);
        check_same(written(page, IFF_JFIF_JPEG), 3);
        check_same(written(to_grey(page), IFF_JFIF_JPEG), 1);
    }
}

TEST_CASE("a JPEG that would be guessed in part is refused") {
    std::string jpeg = written(colours(640, 480), IFF_JFIF_JPEG);
    CHECK(code_of([&] { decode_jpeg(jpeg, 3, 2, false); }) == "nothing thrown");
    CHECK(code_of([&] { decode_jpeg(jpeg.substr(0, jpeg.size() / 2), 3, 2, false); }) == "image-damaged");
    CHECK(code_of([&] { decode_jpeg(jpeg.substr(0, 30), 3, 1, true); }) == "image-damaged");
    CHECK(code_of([&] { decode_jpeg("no JPEG", 3, 1, false); }) == "image-damaged");
    for (std::size_t i = jpeg.size() / 2; i < jpeg.size() / 2 + 200; ++i) jpeg[i] = 0;
    CHECK(code_of([&] { decode_jpeg(jpeg, 3, 1, false); }) == "image-damaged");
}

}  // namespace saoy::image::test
