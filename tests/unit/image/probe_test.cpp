// SPDX-License-Identifier: Apache-2.0
// Headers: kinds, sizes, resolutions, and files that are not what they say.
#include "tests/unit/image/pages.hpp"

namespace saoy::image::test {

namespace {

std::string jfif(std::string bytes, int unit, int density) {
    const std::size_t at = bytes.find(std::string("JFIF\0", 5));
    REQUIRE(at != std::string::npos);
    bytes[at + 7] = char(unit);
    for (const std::size_t value : {at + 8, at + 10}) {
        bytes[value] = char(density >> 8);
        bytes[value + 1] = char(density);
    }
    return bytes;
}

std::string exif(int orientation, int dpi) {
    std::string block("Exif\0\0MM\0*\0\0\0\x08", 14);
    const auto put = [&](std::uint32_t value, int width) {
        while (width-- > 0) block += char(value >> (8 * width));
    };
    put(3, 2);
    for (const std::uint32_t tag : {0x0112U, 0x011AU, 0x011BU}) {
        put(tag, 2);
        put(tag == 0x0112 ? 3 : 5, 2);
        put(1, 4);
        put(tag == 0x0112 ? std::uint32_t(orientation) << 16 : 50, 4);
    }
    put(0, 4);
    put(std::uint32_t(dpi), 4);
    put(1, 4);
    std::string segment("\xff\xe1", 2);
    segment += char((block.size() + 2) >> 8);
    segment += char(block.size() + 2);
    return segment + block;
}

}  // namespace

TEST_CASE("A resolution is what the file says, in dots an inch") {
    const std::string jpeg = written(colours(64, 48), IFF_JFIF_JPEG);
    const auto dpi = [](const std::string& bytes) { return probe(bytes, 200, 10).front().dpi_x; };
    CHECK(dpi(jfif(jpeg, 1, 300)) == 300);
    CHECK(dpi(jfif(jpeg, 2, 118)) == Approx(299.72));  // dots a centimetre
    CHECK(dpi(jfif(jpeg, 0, 300)) == 0);               // an aspect ratio
    CHECK(dpi(jfif(jpeg, 1, 72)) == 0);
    CHECK(dpi(jfif(jpeg, 1, 96)) == 0);
    CHECK(dpi(written(colours(64, 48), IFF_PNG)) == 300);
    CHECK(dpi(written(checks(64, 48), IFF_TIFF_G4)) == 300);
}

TEST_CASE("EXIF gives resolution and turn where JFIF is silent") {
    const std::string jpeg = jfif(written(colours(64, 48), IFF_JFIF_JPEG), 1, 72);
    const std::string photo = jpeg.substr(0, 2) + exif(6, 240) + jpeg.substr(2);
    const Header header = header_of(photo, 0);
    CHECK(header.dpi_x == 240);
    CHECK(header.rotation == 90);
    CHECK(header_of(jpeg.substr(0, 2) + exif(3, 72) + jpeg.substr(2), 0).dpi_x == 0);
}

TEST_CASE("Kinds, sizes and depths are told") {
    const auto tiff = probe(sample("vietsample1.tif"), 200, 10);
    REQUIRE(tiff.size() == 2);
    CHECK(tiff[1].media_type == "image/tiff");
    CHECK(tiff[1].width == 1200);
    CHECK(tiff[1].bits == 1);
    const auto png = probe(written(colours(64, 48), IFF_PNG), 200, 10);
    CHECK(png[0].media_type == "image/png");
    CHECK(png[0].components == 3);
    CHECK(png[0].height == 48);
}

TEST_CASE("What is no image, cut short, too large or too long is refused by its header") {
    const std::string tiff = sample("vietsample1.tif"), jpeg = written(colours(64, 48), IFF_JFIF_JPEG),
                      png = written(colours(64, 48), IFF_PNG);
    const auto code = [](const std::string& bytes, double megapixels = 200, int pages = 10) {
        return code_of([&] { probe(bytes, megapixels, pages); });
    };
    CHECK(code("hello") == "not-an-image");
    CHECK(code("") == "not-an-image");
    CHECK(code(tiff, 2) == "image-too-large");
    CHECK(code(tiff, 200, 1) == "too-many-pages");
    CHECK(code(tiff, 2.16, 2) == "nothing thrown");
    for (const std::string& whole : {tiff, jpeg, png})
        for (const std::size_t rest : {std::size_t(9), whole.size() / 2, whole.size() * 3 / 4}) {
            INFO(rest << " of " << whole.size());
            CHECK(code(whole.substr(0, rest)) == "image-truncated");
        }
    CHECK(code(jpeg + "trailing") == "nothing thrown");
}

TEST_CASE("Any broken byte of a header is an error of ours or harmless") {
    for (const std::string& whole : {sample("vietsample1.tif"), written(colours(64, 48), IFF_JFIF_JPEG)})
        for (std::size_t i = 0; i < std::min<std::size_t>(whole.size(), 600); ++i) {
            std::string mutant = whole;
            mutant[i] = char(mutant[i] ^ 0xFF);
            const std::string code = code_of([&] { probe(mutant, 200, 10); });
            CHECK(code != "internal");
        }
}

TEST_CASE("Proving decodes all of it") {
    std::string jpeg = written(colours(640, 480), IFF_JFIF_JPEG);
    CHECK(code_of([&] { prove(jpeg, 0); }) == "nothing thrown");
    // zeros in the entropy data, markers kept whole
    for (std::size_t i = jpeg.size() / 2; i < jpeg.size() / 2 + 200; ++i) jpeg[i] = 0;
    CHECK(code_of([&] { prove(jpeg, 0); }) == "image-damaged");
    std::string png = written(colours(640, 480), IFF_PNG);
    png[png.size() / 2] = char(png[png.size() / 2] ^ 0x55);
    CHECK(code_of([&] { prove(png, 0); }) == "image-damaged");
    CHECK(code_of([&] { prove(sample("vietsample1.tif"), 7); }) == "no-such-page");
}

}  // namespace saoy::image::test
