// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/dawg.hpp"

#include <bit>
#include <cstring>

#include "lib/lstm/bytes.hpp"

namespace saoy::lstm {

Dawg::Dawg(std::string_view component, std::string_view part) {
    if (component.empty()) return;
    Reader reader(component, part);
    if (reader.number<std::int16_t>() != 42) reader.damaged();
    const std::int32_t unichars = reader.i32();
    if (unichars < 1 || unichars > 1 << 20) reader.damaged();
    const std::size_t edges = reader.count(sizeof(std::uint64_t));
    if (edges == 0) reader.damaged();
    edges_ = reader.take(edges * sizeof(std::uint64_t)).data();
    count_ = std::int64_t(edges);
    flag_bit_ = int(std::bit_width(std::uint32_t(unichars)));  // ceil(log2(unichars + 1))
    while (start_edges_ < count_ && !last(at(start_edges_))) ++start_edges_;
    if (start_edges_ < count_) ++start_edges_;
}

std::uint64_t Dawg::at(std::int64_t edge) const {
    std::uint64_t value;
    std::memcpy(&value, edges_ + edge * std::int64_t(sizeof value), sizeof value);
    return value;
}

std::int64_t Dawg::follow(std::int64_t from, int letter_wanted) const {
    const auto wanted = std::uint64_t(letter_wanted);
    if (from == no_edge) {
        std::int64_t low = 0, high = start_edges_;
        while (low < high) {
            const std::int64_t middle = (low + high) / 2;
            if (letter(at(middle)) < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        return low < start_edges_ && letter(at(low)) == wanted ? low : no_edge;
    }
    const std::uint64_t node = at(from) >> (flag_bit_ + 3);
    if (node == 0 || node >= std::uint64_t(count_)) return no_edge;
    for (auto edge = std::int64_t(node); edge < count_; ++edge) {
        const std::uint64_t value = at(edge);
        if (letter(value) == wanted) return edge;
        if (last(value)) break;
    }
    return no_edge;
}

}  // namespace saoy::lstm
