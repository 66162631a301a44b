// SPDX-License-Identifier: Apache-2.0
// What the headers of a JPEG, PNG or TIFF file say; read here without a decoder, so that hostile sizes are seen first.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "lib/image/bytes.hpp"
#include "lib/image/page_image.hpp"

namespace saoy::image {

struct Header : FrameInfo {
    bool palette = false;
    bool alpha = false;       // a channel or colour table entry may be transparent
    bool interlaced = false;  // PNG only
    int rotation = 0;         // degrees clockwise that EXIF asks for (JPEG only; TIFF frames are decoded upright)
};

// Throws Error(input): "not-an-image", "image-truncated", "too-many-pages" and what is said at each kind.
std::vector<Header> read_headers(std::string_view bytes, int most_pages);

std::vector<Header> read_jpeg(Bytes bytes);
std::vector<Header> read_png(Bytes bytes);
std::vector<Header> read_tiff(Bytes bytes, int most_pages);

// Screens and cameras write 72 or 96 for "I do not know"; 0 then, and for what no scanner has.
double said_dpi(double dpi);

// One image file directory of a TIFF file or an EXIF block (TIFF 6.0 section 2).
class Directory {
public:
    Directory(Bytes bytes, std::uint32_t at);  // throws Error(input, "image-truncated")
    std::uint32_t next() const { return next_; }
    bool has(int tag) const { return entries_.count(tag) != 0; }
    std::uint32_t count(int tag) const;
    std::uint32_t number(int tag, std::uint32_t otherwise, std::uint32_t index = 0) const;
    double rational(int tag) const;  // 0 when it is not there
    // Dots an inch out of XResolution or YResolution and ResolutionUnit.
    double dpi(int tag) const;

private:
    struct Entry {
        std::uint32_t type, count;
        std::size_t at;  // of its value
    };
    Bytes bytes_;
    std::map<int, Entry> entries_;
    std::uint32_t next_ = 0;
};

namespace tag {
inline constexpr int width = 256, height = 257, bits = 258, compression = 259, photometric = 262, fill_order = 266,
                     strip_offsets = 273, orientation = 274, samples = 277, strip_bytes = 279, x_resolution = 282,
                     y_resolution = 283, planar = 284, resolution_unit = 296, tile_offsets = 324, tile_bytes = 325,
                     extra_samples = 338;
}

// Opens a TIFF structure: byte order and the first directory's place; nothing when it is none.
std::optional<std::uint32_t> open_tiff(Bytes& bytes);

}  // namespace saoy::image
