// SPDX-License-Identifier: Apache-2.0
#include "lib/image/headers.hpp"

#include <algorithm>
#include <cmath>

namespace saoy::image {

namespace {

constexpr std::string_view png_start("\x89PNG\r\n\x1a\n", 8);

// What EXIF's IFD0 says; `block` starts at its TIFF header. A broken block says nothing: the picture does not need it.
void read_exif(std::string_view block, Header& header) {
    try {
        Bytes bytes{block};
        const auto first = open_tiff(bytes);
        if (!first) return;
        const Directory directory(bytes, *first);
        if (header.dpi_x == 0) {
            header.dpi_x = said_dpi(directory.dpi(tag::x_resolution));
            header.dpi_y = said_dpi(directory.dpi(tag::y_resolution));
        }
        switch (directory.number(tag::orientation, 1)) {
            case 3: header.rotation = 180; break;
            case 6: header.rotation = 90; break;
            case 8: header.rotation = 270; break;
            default: break;  // mirrored pictures are no scans of paper: their tag is not believed
        }
    } catch (const Error&) {
        return;
    }
}

void read_frame_header(const Bytes& bytes, std::uint32_t marker, std::size_t at, Header& header) {
    const bool known = marker <= 0xC2;  // baseline, extended, progressive Huffman: what PDF readers decode
    if (!known || bytes.u8(at) != 8)
        throw Error(Fault::input, "image-kind",
                    text::tr("this kind of JPEG (lossless, arithmetic or 12-bit) is not read"),
                    text::tr("save it as an ordinary JPEG, or as PNG"));
    header.height = int(bytes.u16(at + 1));
    header.width = int(bytes.u16(at + 3));
    header.components = int(bytes.u8(at + 5));
}

// From behind a scan header to the next marker that is not data (ISO/IEC 10918-1 B.1.1.5).
std::size_t skip_scan(const Bytes& bytes, std::size_t at) {
    for (;;) {
        at = bytes.data.find('\xff', at);
        if (at == std::string_view::npos) throw_truncated();
        const std::uint32_t next = bytes.u8(at + 1);
        const bool data = next == 0 || (next >= 0xD0 && next <= 0xD7);
        if (!data && next != 0xFF) return at;
        at += data ? 2 : 1;
    }
}

int bits_of_png(std::uint32_t colour, std::uint32_t depth) { return colour == 3 ? 8 : int(depth); }

int components_of_png(std::uint32_t colour) {
    switch (colour) {
        case 0:
        case 4: return 1;
        default: return 3;
    }
}

}  // namespace

double said_dpi(double dpi) {
    const double rounded = std::round(dpi);
    if (!(dpi >= 30 && dpi <= 4800) || rounded == 72 || rounded == 96) return 0;
    return std::abs(dpi - rounded) < 0.05 ? rounded : dpi;
}

std::vector<Header> read_jpeg(Bytes bytes) {
    Header header;
    header.media_type = "image/jpeg";
    std::string_view exif;
    std::size_t at = 2;
    for (;;) {
        if (bytes.u8(at) != 0xFF) throw_truncated();
        const std::uint32_t marker = bytes.u8(at + 1);
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        at += 2;
        if (marker == 0xD9) break;
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) continue;
        const std::uint32_t length = bytes.u16(at);
        if (length < 2) throw_truncated();
        const std::string_view segment = bytes.part(at + 2, length - 2);
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) read_frame_header(bytes, marker, at + 2, header);
        if (marker == 0xE0 && segment.substr(0, 5) == std::string_view("JFIF\0", 5) && segment.size() >= 12) {
            const double to_inch = bytes.u8(at + 9) == 1 ? 1 : bytes.u8(at + 9) == 2 ? 2.54 : 0;
            header.dpi_x = said_dpi(bytes.u16(at + 10) * to_inch);
            header.dpi_y = said_dpi(bytes.u16(at + 12) * to_inch);
        }
        if (marker == 0xE1 && segment.substr(0, 6) == std::string_view("Exif\0\0", 6)) exif = segment.substr(6);
        at += length;
        if (marker == 0xDA) at = skip_scan(bytes, at);
    }
    if (!exif.empty()) read_exif(exif, header);
    return {header};
}

std::vector<Header> read_png(Bytes bytes) {
    Header header;
    header.media_type = "image/png";
    std::size_t at = png_start.size();
    for (;;) {
        const std::uint32_t length = bytes.u32(at);
        const std::string_view kind = bytes.part(at + 4, 4);
        bytes.part(at + 8, std::size_t(length) + 4);  // its data and checksum
        if (kind == "IHDR") {
            header.width = int(std::min<std::uint32_t>(bytes.u32(at + 8), 1U << 30));
            header.height = int(std::min<std::uint32_t>(bytes.u32(at + 12), 1U << 30));
            const std::uint32_t colour = bytes.u8(at + 17);
            header.bits = bits_of_png(colour, bytes.u8(at + 16));
            header.components = components_of_png(colour);
            header.palette = colour == 3;
            header.alpha = (colour & 4U) != 0;
            header.interlaced = bytes.u8(at + 20) != 0;
        } else if (kind == "pHYs" && length == 9 && bytes.u8(at + 16) == 1) {  // dots a metre
            header.dpi_x = said_dpi(bytes.u32(at + 8) * 0.0254);
            header.dpi_y = said_dpi(bytes.u32(at + 12) * 0.0254);
        } else if (kind == "tRNS") {
            header.alpha = true;
        } else if (kind == "IEND") {
            return {header};
        }
        at += std::size_t(length) + 12;
    }
}

std::vector<Header> read_headers(std::string_view bytes, int most_pages) {
    const Bytes view{bytes};
    std::vector<Header> frames;
    if (bytes.substr(0, 3) == "\xff\xd8\xff")
        frames = read_jpeg(view);
    else if (bytes.substr(0, png_start.size()) == png_start)
        frames = read_png(view);
    else
        frames = read_tiff(view, most_pages);
    const bool sized = std::all_of(frames.begin(), frames.end(),
                                   [](const Header& header) { return header.width > 0 && header.height > 0; });
    if (frames.empty() || !sized)
        throw Error(Fault::input, "not-an-image", text::tr("not a JPEG, PNG or TIFF image"),
                    text::tr("saoy reads JPEG, PNG, TIFF and PDF; what counts is the content, not the name"));
    return frames;
}

std::vector<FrameInfo> probe(std::string_view bytes, double most_megapixels, int most_pages) {
    std::vector<FrameInfo> frames;
    for (const Header& header : read_headers(bytes, most_pages)) {
        if (double(header.width) * header.height > most_megapixels * 1e6)
            throw Error(Fault::input, "image-too-large",
                        text::fill(text::tr("page {0} has {1} x {2} pixels; the most is {3} million"),
                                   {std::to_string(frames.size() + 1), std::to_string(header.width),
                                    std::to_string(header.height), std::to_string(int(most_megapixels))}),
                        text::tr("scan it at a lower resolution"));
        frames.push_back(header);
    }
    return frames;
}

}  // namespace saoy::image
