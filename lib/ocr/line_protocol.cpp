// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/line_protocol.hpp"

#include <cmath>
#include <cstdio>
#include <istream>

#include "lib/base/json.hpp"

namespace saoy::ocr {

namespace {

constexpr int longest_side = 100'000;                     // pixels
constexpr std::size_t most_bytes = std::size_t(1) << 28;  // of an order

[[noreturn]] void refuse() { throw Error(Fault::internal, "line-protocol", "not a picture of a line"); }

std::vector<Raster> unpack_lines(std::string_view bytes) {
    std::vector<Raster> lines;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        int width = 0, height = 0, dpi = 0;
        if (end == std::string_view::npos ||
            std::sscanf(std::string(bytes.substr(0, end)).c_str(), "%d %d %d", &width, &height, &dpi) != 3 ||
            width < 1 || height < 1 || width > longest_side || height > longest_side)
            refuse();
        bytes.remove_prefix(end + 1);
        const std::size_t size = std::size_t(width) * std::size_t(height);
        if (bytes.size() < size) refuse();
        Raster line{width, height, 1, double(dpi), {}};
        line.samples.assign(bytes.begin(), bytes.begin() + std::ptrdiff_t(size));
        lines.push_back(std::move(line));
        bytes.remove_prefix(size);
    }
    return lines;
}

}  // namespace

std::string pack_order(const std::vector<Raster>& lines) {
    std::string bytes;
    for (const Raster& line : lines) {
        bytes += std::to_string(line.width) + " " + std::to_string(line.height) + " " +
                 std::to_string(std::lround(line.dpi)) + "\n";
        bytes.append(line.samples.begin(), line.samples.end());
    }
    return std::to_string(bytes.size()) + "\n" + bytes;
}

std::optional<std::vector<Raster>> take_order(std::istream& from) {
    std::string line;
    if (!std::getline(from, line)) return std::nullopt;
    std::size_t count = 0;
    if (std::sscanf(line.c_str(), "%zu", &count) != 1 || count > most_bytes) refuse();
    std::string bytes(count, '\0');
    if (!from.read(bytes.data(), std::streamsize(count)) || from.get() != '\n') refuse();
    return unpack_lines(bytes);
}

std::string pack_text(const LineText& text) {
    Json words = Json::array();
    for (const LineWord& word : text.words) words.push_back({word.text, word.confidence, word.left, word.right});
    return Json{{"certainty", text.certainty}, {"words", words}}.dump() + "\n";
}

LineText unpack_text(std::string_view line) {
    const Json answer = Json::parse(line, nullptr, false);
    LineText text;
    try {
        text.certainty = answer.at("certainty").get<double>();
        for (const Json& word : answer.at("words"))
            text.words.push_back({word.at(0).get<std::string>(), word.at(1).get<double>(), word.at(2).get<int>(),
                                  word.at(3).get<int>()});
    } catch (const Json::exception&) {
        throw Error(Fault::internal, "line-protocol", "not the text of a line");
    }
    return text;
}

}  // namespace saoy::ocr
