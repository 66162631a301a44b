// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/direction.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/stages/line_readers.hpp"

namespace saoy::stages {

namespace {

constexpr int most_lines = 8;

Raster upside_down(Raster raster) {
    std::reverse(raster.samples.begin(), raster.samples.end());
    return raster;
}

std::size_t letters(const LineText& line) {
    std::size_t count = 0;
    for (const LineWord& word : line.words)
        count +=
            std::size_t(std::count_if(word.text.begin(), word.text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    return count;
}

// What the lines along one axis say.
struct Evidence {
    double letters = 0;  // in lines that read well one way or the other
    double up = 0;       // of the lines' differences in certainty: how far from chance their sum is, upright positive
};

// Upright print is read with a probability of about 0.9 a letter, upside down with 0.8, on its side with 0.6 and less:
// one line can deceive, many of them lean to one side.
Evidence evidence_of(const std::vector<LineText>& upright, const std::vector<LineText>& over) {
    constexpr double readable = 0.75;
    constexpr std::size_t fewest = 3;  // letters: a stroke or two are read as one, quite certainly
    Evidence evidence;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < upright.size(); ++i) {
        const LineText& better = upright[i].certainty >= over[i].certainty ? upright[i] : over[i];
        if (better.certainty < readable || letters(better) < fewest) continue;
        const double difference = upright[i].certainty - over[i].certainty;
        evidence.letters += double(letters(better));
        sum += difference;
        squares += difference * difference;
    }
    if (squares > 0) evidence.up = sum / std::sqrt(squares);
    return evidence;
}

}  // namespace

std::shared_ptr<LineReaders> vietnamese_readers(const Path& children) {
    ReaderChoice choice;
    choice.children = children;
    return std::make_shared<LineReaders>(line_readers(choice));
}

std::optional<int> read_direction(const image::PageView& view, const image::Look& look, LineReader& reader) {
    std::array<Evidence, 2> along{};  // lines that run level when the page is turned by 0 and by 90 degrees
    for (const std::size_t axis : {0U, 1U}) {
        const std::vector<Raster> upright = view.lines(view.turned_to(look, int(axis) * 90), most_lines);
        std::vector<Raster> over;
        for (const Raster& line : upright) over.push_back(upside_down(line));
        along[axis] = evidence_of(reader.read(upright), reader.read(over));
    }
    const std::size_t axis = along[0].letters >= along[1].letters ? 0 : 1;
    const Evidence &best = along[axis], &other = along[1 - axis];
    constexpr double clear = 1.5, sure = 1.3;  // ratio of letters; deviations from chance
    if (best.letters < clear * other.letters || best.letters == 0 || std::abs(best.up) < sure) return std::nullopt;
    return int(axis) * 90 + (best.up > 0 ? 0 : 180);
}

}  // namespace saoy::stages
