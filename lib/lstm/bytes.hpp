// SPDX-License-Identifier: Apache-2.0
// Little-endian numbers out of a model's bytes, never beyond their end, and the two ways in which a model is turned
// down.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace saoy::lstm {

static_assert(std::endian::native == std::endian::little, "the readers below copy numbers as they lie in the file");

// `part` names the component of the file, as Tesseract does ("lstm-unicharset"). Throws Error(unavailable).
[[noreturn]] void throw_damaged(std::string_view part);
// Sound as far as we can tell, but not of a kind that this library runs; libtesseract may. Throws Error(unavailable).
[[noreturn]] void throw_not_run(std::string_view what);

class Reader {
public:
    Reader(std::string_view data, std::string_view part) : data_(data), part_(part) {}

    std::size_t left() const noexcept { return data_.size(); }
    std::string_view part() const noexcept { return part_; }
    [[noreturn]] void damaged() const { throw_damaged(part_); }

    std::string_view take(std::size_t length) {
        if (length > data_.size()) damaged();
        const std::string_view taken = data_.substr(0, length);
        data_.remove_prefix(length);
        return taken;
    }
    template <class Number>
    Number number() {
        Number value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::int32_t i32() { return number<std::int32_t>(); }
    // A count of things of at least `bytes_each` bytes, which must all still be there: no allocation is larger than the
    // file allows.
    std::size_t count(std::size_t bytes_each) {
        const auto value = number<std::uint32_t>();
        if (value > left() / bytes_each) damaged();
        return value;
    }
    std::string_view string() { return take(count(1)); }

private:
    std::string_view data_;
    std::string_view part_;
};

}  // namespace saoy::lstm
