// SPDX-License-Identifier: Apache-2.0
// Writes small models in Tesseract's format, sound ones and others.
#pragma once

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace saoy::test {

class Bytes {
public:
    template <class Number>
    Bytes& put(Number number) {
        text.append(reinterpret_cast<const char*>(&number), sizeof number);
        return *this;
    }
    Bytes& i32(std::int32_t number) { return put(number); }
    Bytes& string(const std::string& value) {
        put(std::uint32_t(value.size()));
        text += value;
        return *this;
    }
    std::string text;
};

struct SyntheticModel {
    bool int8 = true;
    int height = 36, down = 20, along = 24, codes = 7;
    std::string reversed = "RTLReversed";  // the second layer along the line
    std::string first_layer = "Convolve";
    std::int8_t weight_of_all = 0;                               // 0: at random
    std::vector<std::string> signs = {"a", "b", "1", "(", ")"};  // after the blank and two marks
    std::vector<std::vector<int>> sign_codes = {{1}, {2}, {3}, {4}, {5}};
    std::vector<std::string> words, numbers, punctuation;  // of signs; "0" = the pattern letter
    int null_code = 6;

    std::string file() const {
        const std::string parts[] = {network(),    dawg(punctuation), dawg(words), dawg(numbers),
                                     unicharset(), recoder(),         "synthetic"};
        Bytes bytes;
        bytes.put(std::uint32_t(24));
        std::int64_t at = 4 + 24 * 8;
        for (int i = 0; i < 24; ++i) {
            const bool there = i >= 17 && !parts[i - 17].empty();
            bytes.put(there ? at : std::int64_t(-1));
            if (there) at += std::int64_t(parts[i - 17].size());
        }
        for (const std::string& part : parts) bytes.text += part;
        return bytes.text;
    }

    std::string network() const {
        std::minstd_rand random(7);
        Bytes b;
        header(b, "Series", 36, codes).put(std::uint32_t(8));
        header(b, "Input", height, 1).i32(1).i32(height).i32(0).i32(1).i32(0);
        header(b, "Series", 1, 16).put(std::uint32_t(2));
        header(b, first_layer, 1, 9).i32(1).i32(1);
        header(b, "Tanh", 9, 16);
        matrix(b, random, 16, 9);
        header(b, "Maxpool", 16, 16).i32(3).i32(3);
        header(b, "XYTranspose", 16, down).put(std::uint32_t(1));
        lstm(b, random, "SummLSTM", 16, down);
        lstm(b, random, "LSTM", down, along);
        header(b, reversed, along, along).put(std::uint32_t(1));
        lstm(b, random, "LSTM", along, along);
        lstm(b, random, "LSTM", along, along);
        header(b, "Softmax", along, codes);
        matrix(b, random, codes, along);
        b.string("[1,36,0,1Ct3,3,16Mp3,3Lfys20Lfx24Lrx24Lfx24O1c7]").i32(64 + (int8 ? 1 : 0)).i32(1000).i32(1000);
        b.i32(null_code).put(0.9F).put(0.001F).put(0.5F);
        return b.text;
    }

private:
    static Bytes& header(Bytes& b, const std::string& type, int inputs, int outputs) {
        b.put(std::int8_t(0)).string(type).put(std::int8_t(0)).put(std::int8_t(0)).i32(0);
        return b.i32(inputs).i32(outputs).i32(0).string("layer");
    }

    void matrix(Bytes& b, std::minstd_rand& random, int rows, int columns) const {
        const auto weight = [&] { return weight_of_all != 0 ? int(weight_of_all) : int(random() % 255) - 127; };
        b.put(std::uint8_t(int8 ? 0x85 : 0x84)).i32(rows).i32(columns + 1);
        if (int8) {
            b.put(std::int8_t(0));
            for (int i = 0; i < rows * (columns + 1); ++i) b.put(std::int8_t(weight()));
            b.put(std::uint32_t(rows));
            for (int i = 0; i < rows; ++i) b.put(0.004 + 0.001 * (i % 3));
        } else {
            b.put(0.0);
            for (int i = 0; i < rows * (columns + 1); ++i) b.put(weight() * 0.004);
        }
    }

    void lstm(Bytes& b, std::minstd_rand& random, const std::string& type, int inputs, int outputs) const {
        header(b, type, inputs, outputs).i32(inputs + outputs);
        for (int gate = 0; gate < 4; ++gate) matrix(b, random, outputs, inputs + outputs);
    }

    std::string unicharset() const {
        std::string text = std::to_string(signs.size() + 3) + "\nNULL 0 Common 0\nJoined 7 0,255,0,255 Latin 1 0 1\n" +
                           "|Broken|0|1 f 0,255,0,255 Common 2 10 2\n";
        for (const std::string& sign : signs) {
            const bool digit = sign[0] >= '0' && sign[0] <= '9', mark = sign == "(" || sign == ")";
            text += sign + (digit ? " 8" : mark ? " 10" : " 3") + " 0,255,0,255 Latin 3 0 3 x\t# x\n";
        }
        return text;
    }

    std::string recoder() const {
        Bytes b;
        b.put(std::uint32_t(sign_codes.size() + 3));
        const auto code = [&](const std::vector<int>& parts) {
            b.put(std::int8_t(1)).i32(std::int32_t(parts.size()));
            for (const int part : parts) b.i32(part);
        };
        code({0});
        code({null_code});
        code({null_code});
        for (const std::vector<int>& parts : sign_codes) code(parts);
        return b.text;
    }

    // A tree without shared ends is a graph too.
    std::string dawg(const std::vector<std::string>& entries) const {
        if (entries.empty()) return {};
        struct Node {
            std::vector<std::pair<int, int>> edges;  // letter, child
            bool end = false;
        };
        std::vector<Node> nodes(1);
        for (const std::string& entry : entries) {
            int at = 0;
            for (const char c : entry) {
                int letter = 0, child = -1;
                for (std::size_t i = 0; i < signs.size(); ++i)
                    if (signs[i] == std::string(1, c)) letter = int(i) + 3;
                for (const auto& [known, node] : nodes[std::size_t(at)].edges)
                    if (known == letter) child = node;
                if (child < 0) {
                    child = int(nodes.size());
                    nodes.emplace_back();
                    auto& edges = nodes[std::size_t(at)].edges;
                    auto place = edges.begin();
                    while (place != edges.end() && place->first < letter) ++place;
                    edges.insert(place, {letter, child});
                }
                at = child;
            }
            nodes[std::size_t(at)].end = true;
        }
        std::vector<std::uint64_t> start(nodes.size());
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            start[i] = count;
            count += nodes[i].edges.size();
        }
        int bits = 0;
        while ((1U << bits) < signs.size() + 4) ++bits;
        Bytes b;
        b.put(std::int16_t(42)).i32(std::int32_t(signs.size() + 3)).put(std::uint32_t(count));
        for (const Node& node : nodes)
            for (std::size_t i = 0; i < node.edges.size(); ++i) {
                const auto [letter, child] = node.edges[i];
                const Node& next = nodes[std::size_t(child)];
                std::uint64_t flags = (i + 1 == node.edges.size() ? 1 : 0) | (next.end ? 4 : 0);
                b.put(std::uint64_t(letter) | flags << bits |
                      (next.edges.empty() ? 0 : start[std::size_t(child)]) << (bits + 3));
            }
        return b.text;
    }
};

}  // namespace saoy::test
