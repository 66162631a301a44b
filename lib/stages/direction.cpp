// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/direction.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/model/syllables.hpp"
#include "lib/stages/line_readers.hpp"

namespace saoy::stages {

namespace {

constexpr int most_lines = 8;

Raster upside_down(Raster raster) {
    std::reverse(raster.samples.begin(), raster.samples.end());
    return raster;
}

std::size_t letters(const LineWord& word) {
    return std::size_t(std::count_if(word.text.begin(), word.text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t letters(const LineText& line) {
    std::size_t count = 0;
    for (const LineWord& word : line.words) count += letters(word);
    return count;
}

// Letters in words that can be Vietnamese. Print on its head makes hardly any, and those are of two letters.
double spelled(const std::vector<LineText>& lines) {
    constexpr std::size_t fewest = 3;
    double count = 0;
    for (const LineText& line : lines)
        for (const LineWord& word : line.words)
            if (letters(word) >= fewest && spelling_of(word.text) == Spelling::possible)
                count += double(letters(word)) * word.confidence;
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

std::optional<int> direction_of(const std::array<DirectionRead, 2>& along) {
    // By words first: letters of syllables in each direction.
    constexpr double enough = 8, plainly = 3;  // letters; times as many as any other way
    std::array<double, 4> words{};             // turned by 0, 90, 180, 270 degrees
    for (const std::size_t axis : {0U, 1U})
        words[axis] = spelled(along[axis].upright), words[axis + 2] = spelled(along[axis].over);
    const auto most = std::max_element(words.begin(), words.end());
    const bool plain =
        std::count_if(words.begin(), words.end(), [&](double each) { return plainly * each > *most; }) == 1;
    if (*most >= enough && plain) return int(most - words.begin()) * 90;

    const std::array<Evidence, 2> evidence{evidence_of(along[0].upright, along[0].over),
                                           evidence_of(along[1].upright, along[1].over)};
    const std::size_t axis = evidence[0].letters >= evidence[1].letters ? 0 : 1;
    const Evidence &best = evidence[axis], &other = evidence[1 - axis];
    constexpr double clear = 1.5, sure = 1.3;  // ratio of letters; deviations from chance
    if (best.letters < clear * other.letters || best.letters == 0 || std::abs(best.up) < sure) return std::nullopt;
    return int(axis) * 90 + (best.up > 0 ? 0 : 180);
}

std::optional<int> read_direction(const image::PageView& view, const image::Look& look, LineReader& reader) {
    std::array<DirectionRead, 2> along;
    for (const std::size_t axis : {0U, 1U}) {
        const std::vector<Raster> upright = view.lines(view.turned_to(look, int(axis) * 90), most_lines);
        std::vector<Raster> over;
        for (const Raster& line : upright) over.push_back(upside_down(line));
        along[axis] = {reader.read(upright), reader.read(over)};
    }
    return direction_of(along);
}

}  // namespace saoy::stages
