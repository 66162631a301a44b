// SPDX-License-Identifier: Apache-2.0
// The bytes a PDF embeds: not one sample of the master changes.
#include "lib/image/leptonica.hpp"

namespace saoy::image {

namespace {

void require_holdable(const Header& header) {
    if (header.components == 4 && header.media_type != "image/png" && !header.alpha)
        throw Error(Fault::input, "image-cmyk", text::tr("the image is CMYK; certified copies are grey or RGB"),
                    text::tr("scan it in colour (RGB), grey or black and white"));
    // 16-bit samples fit only where the file's own stream goes into the PDF.
    const bool own_stream = header.media_type == "image/png" && !header.interlaced && !header.alpha;
    if (header.bits > 8 && !own_stream)
        throw Error(Fault::input, "image-depth",
                    text::fill(text::tr("the image has {0} bits a sample"), {std::to_string(header.bits)}),
                    text::tr("scan with 8 bits a colour"));
}

bool is_opaque(const Pix& pix) {
    if (PIXCMAP* colours = pixGetColormap(pix.get())) {
        l_int32 opaque = 1;
        pixcmapIsOpaque(colours, &opaque);
        return opaque != 0;
    }
    if (pixGetSpp(pix.get()) != 4) return true;
    const Pix alpha = owned(pixGetRGBComponent(pix.get(), L_ALPHA_CHANNEL));
    const Pix holes = owned(pixThresholdToBinary(alpha.get(), 255));
    l_int32 none = 0;
    pixZero(holes.get(), &none);
    return none != 0;
}

void require_opaque(const Header& header, const Pix& pix) {
    if (header.alpha && !is_opaque(pix))
        throw Error(Fault::input, "image-transparent", text::tr("the image has transparent parts; paper has none"),
                    text::tr("scan the page instead of exporting it from a drawing program"));
}

// The colour table is replaced by what it says: one bit for black and white, else 8-bit grey or RGB.
Pix without_palette(Pix pix) {
    PIXCMAP* colours = pixGetColormap(pix.get());
    if (colours == nullptr) return pix;
    l_int32 bitonal = 0, coloured = 0;
    if (pixGetDepth(pix.get()) == 1) pixcmapIsBlackAndWhite(colours, &bitonal);
    pixcmapHasColor(colours, &coloured);
    const int form = bitonal ? REMOVE_CMAP_TO_BINARY : coloured ? REMOVE_CMAP_TO_FULL_COLOR : REMOVE_CMAP_TO_GRAYSCALE;
    return owned(pixRemoveColormap(pix.get(), form));
}

EncodedImage of_size(EncodedImage::Filter filter, int width, int height, int bits, int components) {
    EncodedImage image;
    image.filter = filter;
    image.width = width;
    image.height = height;
    image.bits = bits;
    image.components = components;
    return image;
}

// ITU-T T.6, through a TIFF in memory with one strip: its bytes are the stream. Runs of white code zeros.
EncodedImage ccitt(const Pix& pix) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    pixWriteMemTiff(&data, &size, pix.get(), IFF_TIFF_G4);
    const std::string tiff = take_bytes(data, size);
    Bytes bytes{tiff};
    const std::uint32_t first = open_tiff(bytes).value_or(0);
    const Directory directory(bytes, first);
    if (directory.count(tag::strip_offsets) != 1)
        throw Error(Fault::internal, "image-encode", text::tr("the image could not be encoded"));
    EncodedImage image = of_size(EncodedImage::Filter::ccitt_g4, pixGetWidth(pix.get()), pixGetHeight(pix.get()), 1, 1);
    constexpr std::uint32_t min_is_black = 1;
    image.black_is_1 = directory.number(tag::photometric, 0) == min_is_black;
    image.bytes = bytes.part(directory.number(tag::strip_offsets, 0), directory.number(tag::strip_bytes, 0));
    return image;
}

// A PNG's compressed data is a PDF flate stream with predictor 15 as it stands (ISO 32000-1, 7.4.4.4).
EncodedImage flate(std::string_view png_bytes, const Header& header) {
    EncodedImage image =
        of_size(EncodedImage::Filter::flate, header.width, header.height, header.bits, header.components);
    image.png_predictor = true;
    const Bytes bytes{png_bytes};
    for (std::size_t at = 8;;) {
        const std::uint32_t length = bytes.u32(at);
        const std::string_view kind = bytes.part(at + 4, 4);
        if (kind == "IEND") return image;
        if (kind == "IDAT") image.bytes += bytes.part(at + 8, length);
        at += std::size_t(length) + 12;
    }
}

EncodedImage lossless(const Pix& pix) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    if (pixGetDepth(pix.get()) == 32) pixSetSpp(pix.get(), 3);
    pixWriteMemPng(&data, &size, pix.get(), 0);
    const std::string png_bytes = take_bytes(data, size);
    return flate(png_bytes, header_of(png_bytes, 0));
}

}  // namespace

void prove(std::string_view bytes, int frame) {
    const Header header = header_of(bytes, frame);
    require_holdable(header);
    const Pix pix = decode(bytes, header, frame);
    require_opaque(header, pix);
    if (pixGetWidth(pix.get()) != header.width || pixGetHeight(pix.get()) != header.height)
        throw Error(Fault::input, "image-damaged", text::tr("the image is not as large as it says"));
}

EncodedImage encode_for_pdf(std::string_view bytes, int frame) {
    const Header header = header_of(bytes, frame);
    require_holdable(header);
    if (header.media_type == "image/jpeg") {
        EncodedImage image = of_size(EncodedImage::Filter::dct, header.width, header.height, 8, header.components);
        image.bytes = bytes;
        return image;
    }
    const bool plain = !header.palette && !header.alpha && !header.interlaced && header.bits >= 8;
    if (header.media_type == "image/png" && plain) return flate(bytes, header);
    Pix pix = decode(bytes, header, frame);
    require_opaque(header, pix);
    pix = without_palette(std::move(pix));
    if (pixGetDepth(pix.get()) == 1) return ccitt(pix);
    // 2 and 4 bits a sample: widened to 8 without change of what they show
    if (pixGetDepth(pix.get()) < 8) pix = to_grey(pix);
    return lossless(pix);
}

}  // namespace saoy::image
