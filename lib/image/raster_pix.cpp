// SPDX-License-Identifier: Apache-2.0
// Rasters to and from Leptonica and PNG.

#include <cmath>

#include "lib/image/page_image.hpp"
#include "lib/image/rows.hpp"

namespace saoy::image {

namespace {

// Level 2 of 9: working images are read back soon; a page takes 30 ms less than at the usual 6, and 10 % more room.
constexpr int quick = 10 + 2;  // as pixSetSpecial() takes it

}  // namespace

Raster raster_of(const Pix& pix, double dpi) {
    Raster raster;
    raster.width = pixGetWidth(pix.get());
    raster.height = pixGetHeight(pix.get());
    raster.channels = pixGetDepth(pix.get()) == 32 ? 3 : 1;
    raster.dpi = dpi;
    raster.samples.resize(std::size_t(raster.width) * std::size_t(raster.height) * std::size_t(raster.channels));
    std::uint8_t* sample = raster.samples.data();
    for (int y = 0; y < raster.height; ++y) {
        const l_uint32* line = pixGetData(pix.get()) + std::ptrdiff_t(y) * pixGetWpl(pix.get());
        int x = 0;
        if (raster.channels == 1) {
            swap_words(line, sample, std::size_t(raster.width) / 4);
            x = raster.width / 4 * 4, sample += x;
        }
        for (; x < raster.width; ++x) {
            if (raster.channels == 1) {
                *sample++ = std::uint8_t(GET_DATA_BYTE(line, x));
            } else {
                l_int32 red = 0, green = 0, blue = 0;
                extractRGBValues(line[x], &red, &green, &blue);
                *sample++ = std::uint8_t(red);
                *sample++ = std::uint8_t(green);
                *sample++ = std::uint8_t(blue);
            }
        }
    }
    return raster;
}

Pix pix_of(const Raster& raster) {
    Pix pix = owned(pixCreateNoInit(raster.width, raster.height, raster.channels == 3 ? 32 : 8));
    const std::uint8_t* sample = raster.samples.data();
    for (int y = 0; y < raster.height; ++y) {
        l_uint32* line = pixGetData(pix.get()) + std::ptrdiff_t(y) * pixGetWpl(pix.get());
        int x = 0;
        if (raster.channels == 1) {
            swap_words(sample, line, std::size_t(raster.width) / 4);
            x = raster.width / 4 * 4, sample += x;
        }
        for (; x < raster.width; ++x, sample += raster.channels) {
            if (raster.channels == 1)
                SET_DATA_BYTE(line, x, sample[0]);
            else
                composeRGBPixel(sample[0], sample[1], sample[2], line + x);
        }
    }
    const int dpi = int(std::lround(raster.dpi));
    pixSetResolution(pix.get(), dpi, dpi);
    return pix;
}

std::string png(const Raster& raster) {
    const Pix pix = pix_of(raster);
    pixSetSpecial(pix.get(), quick);
    l_uint8* data = nullptr;
    std::size_t size = 0;
    pixWriteMemPng(&data, &size, pix.get(), 0);
    return take_bytes(data, size);
}

Raster read_png(std::string_view bytes) {
    const Header header = header_of(bytes, 0);
    if (header.media_type != "image/png" || header.palette || header.alpha || header.bits != 8)
        throw Error(Fault::input, "image-kind", text::tr("not an 8-bit grey or RGB PNG"));
    return raster_of(decode(bytes, header, 0), header.dpi_x);
}

}  // namespace saoy::image
