// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "lib/image/headers.hpp"

namespace saoy::image {

namespace {

constexpr std::uint32_t most_entries = 4096;  // of a directory; real ones hold about 20

std::size_t bytes_of_type(std::uint32_t type) {
    switch (type) {
        case 3:
        case 8: return 2;
        case 4:
        case 9:
        case 11:
        case 13: return 4;
        case 5:
        case 10:
        case 12: return 8;
        default: return 1;
    }
}

// A cut file keeps its directory when that stands in front: every strip must lie inside the file.
void require_whole(const Bytes& bytes, const Directory& directory) {
    const bool tiled = directory.has(tag::tile_offsets);
    const int offsets = tiled ? tag::tile_offsets : tag::strip_offsets;
    const int lengths = tiled ? tag::tile_bytes : tag::strip_bytes;
    const std::uint32_t strips = directory.count(offsets);
    if (strips == 0 || directory.count(lengths) < strips) throw_truncated();
    for (std::uint32_t i = 0; i < strips; ++i)
        bytes.part(directory.number(offsets, 0, i), directory.number(lengths, 0, i));
}

Header frame_of(const Directory& directory) {
    Header header;
    header.media_type = "image/tiff";
    header.width = int(std::min<std::uint32_t>(directory.number(tag::width, 0), 1U << 30));
    header.height = int(std::min<std::uint32_t>(directory.number(tag::height, 0), 1U << 30));
    header.bits = int(directory.number(tag::bits, 1));
    header.components = int(directory.number(tag::samples, 1));
    header.dpi_x = said_dpi(directory.dpi(tag::x_resolution));
    header.dpi_y = said_dpi(directory.dpi(tag::y_resolution));
    constexpr std::uint32_t photometric_palette = 3;
    if (directory.number(tag::photometric, 0) == photometric_palette) {
        header.palette = true;
        header.components = 3;
        header.bits = 8;
    }
    header.alpha = directory.has(tag::extra_samples);
    if (header.components > 1 && !header.palette && directory.number(tag::planar, 1) != 1)
        throw Error(Fault::input, "image-layout", text::tr("the TIFF keeps each colour in a plane of its own"),
                    text::tr("save it with interleaved colours, or scan to JPEG or PNG"));
    // The decoder turns the frame as its tag says: 5 to 8 swap the sides.
    const std::uint32_t orientation = directory.number(tag::orientation, 1);
    if (orientation >= 5 && orientation <= 8) {
        std::swap(header.width, header.height);
        std::swap(header.dpi_x, header.dpi_y);
    }
    return header;
}

}  // namespace

std::optional<std::uint32_t> open_tiff(Bytes& bytes) {
    const std::string_view start = bytes.data.substr(0, 4);
    if (start == std::string_view("II*\0", 4))
        bytes.little = true;
    else if (start == std::string_view("MM\0*", 4))
        bytes.little = false;
    else
        return std::nullopt;
    return bytes.u32(4);
}

Directory::Directory(Bytes bytes, std::uint32_t at) : bytes_(bytes) {
    const std::uint32_t entries = bytes.u16(at);
    if (entries > most_entries) throw_truncated();
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = at + 2 + std::size_t(12) * i;
        const Entry found{bytes.u16(entry + 2), bytes.u32(entry + 4), entry + 8};
        const std::size_t length = bytes_of_type(found.type) * std::size_t(found.count);
        Entry placed = found;
        if (length > 4) placed.at = bytes.u32(entry + 8);
        entries_.emplace(int(bytes.u16(entry)), placed);
    }
    const std::size_t end = at + 2 + std::size_t(12) * entries;
    next_ = bytes.u32(end);
}

std::uint32_t Directory::count(int tag) const {
    const auto entry = entries_.find(tag);
    return entry == entries_.end() ? 0 : entry->second.count;
}

std::uint32_t Directory::number(int tag, std::uint32_t otherwise, std::uint32_t index) const {
    const auto entry = entries_.find(tag);
    if (entry == entries_.end() || index >= entry->second.count) return otherwise;
    const std::size_t width = bytes_of_type(entry->second.type);
    const std::size_t at = entry->second.at + width * index;
    if (width == 2) return bytes_.u16(at);
    return width == 1 ? bytes_.u8(at) : bytes_.u32(at);
}

double Directory::rational(int tag) const {
    const auto entry = entries_.find(tag);
    if (entry == entries_.end() || entry->second.type != 5) return 0;
    const double over = bytes_.u32(entry->second.at), under = bytes_.u32(entry->second.at + 4);
    return under == 0 ? 0 : over / under;
}

double Directory::dpi(int tag) const {
    switch (number(tag::resolution_unit, 2)) {
        case 2: return rational(tag);
        case 3: return rational(tag) * 2.54;
        default: return 0;  // 1: an aspect ratio only
    }
}

std::vector<Header> read_tiff(Bytes bytes, int most_pages) {
    std::vector<Header> frames;
    std::set<std::uint32_t> seen;
    for (std::uint32_t at = open_tiff(bytes).value_or(0); at != 0;) {
        if (!seen.insert(at).second)
            throw Error(Fault::input, "image-damaged", text::tr("the TIFF's pages point back to each other"));
        if (int(frames.size()) >= most_pages)
            throw Error(Fault::input, "too-many-pages",
                        text::fill(text::tr("more than {0} pages in one file"), {std::to_string(most_pages)}),
                        text::tr("split the file"));
        const Directory directory(bytes, at);
        require_whole(bytes, directory);
        frames.push_back(frame_of(directory));
        at = directory.next();
    }
    return frames;
}

}  // namespace saoy::image
