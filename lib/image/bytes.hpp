// SPDX-License-Identifier: Apache-2.0
// Numbers out of a file's bytes, never beyond its end.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::image {

[[noreturn]] inline void throw_truncated() {
    throw Error(Fault::input, "image-truncated", text::tr("the image ends too early; a part of the file is missing"),
                text::tr("scan the page again, or copy the file again from where it came"));
}

struct Bytes {
    std::string_view data;
    bool little = false;  // byte order of u16 and u32

    std::size_t size() const { return data.size(); }
    std::uint32_t u8(std::size_t at) const {
        if (at >= data.size()) throw_truncated();
        return static_cast<unsigned char>(data[at]);
    }
    std::uint32_t u16(std::size_t at) const {
        const std::uint32_t first = u8(at), second = u8(at + 1);
        return little ? second << 8 | first : first << 8 | second;
    }
    std::uint32_t u32(std::size_t at) const {
        const std::uint32_t first = u16(at), second = u16(at + 2);
        return little ? second << 16 | first : first << 16 | second;
    }
    std::string_view part(std::size_t at, std::size_t length) const {
        if (at > data.size() || length > data.size() - at) throw_truncated();
        return data.substr(at, length);
    }
};

}  // namespace saoy::image
