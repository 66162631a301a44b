// SPDX-License-Identifier: Apache-2.0
#include "lib/lstm/words.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "lib/lstm/calibration.hpp"

namespace saoy::lstm {

namespace {

// A sign with the columns in which it is emitted, and the least log-probability of those and of the gap before them.
struct Emitted {
    int unichar = no_unichar;
    int start = 0, end = 0;
    float least = 0;
    bool word_start = false;
    WordKind kind = WordKind::none;
};

// As RecodeBeamSearch::ExtractPathAsUnicharIds of Tesseract, without its special accounts for blanks: the gap before a
// blank belongs to the sign before it.
std::vector<Emitted> emitted_signs(const std::vector<PathStep>& path) {
    std::vector<Emitted> signs;
    int at = 0;
    const int columns = int(path.size());
    while (at < columns) {
        float gap = 0;
        while (at < columns && path[std::size_t(at)].unichar == no_unichar)
            gap = std::min(gap, path[std::size_t(at++)].log_probability);
        if (at == columns) {
            if (!signs.empty()) signs.back().least = std::min(signs.back().least, gap);
            break;
        }
        const PathStep& first = path[std::size_t(at)];
        Emitted sign{first.unichar, at, at, gap, first.word_start, first.kind};
        if (sign.unichar == unichar_space && !signs.empty()) {
            signs.back().least = std::min(signs.back().least, gap);
            sign.least = 0;
        }
        do sign.least = std::min(sign.least, path[std::size_t(at++)].log_probability);
        while (at < columns && path[std::size_t(at)].duplicate);
        sign.end = at;
        sign.kind = path[std::size_t(at - 1)].kind;
        signs.push_back(sign);
    }
    return signs;
}

double right_at(std::span<const CalibrationPoint> points, double least) {
    for (std::size_t i = 1; i < points.size(); ++i)
        if (least <= points[i].least) {
            const CalibrationPoint &low = points[i - 1], &high = points[i];
            return low.right + (high.right - low.right) * (least - low.least) / (high.least - low.least);
        }
    return points.back().right;
}

// Only signs of one code have a column that speaks for them alone.
void find_alternative(Sign& sign, int column_of, int unichar, const Emissions& emissions, const Model& model) {
    const float* column = emissions.column(column_of);
    float best = 0.001F;
    for (int code = 0; code < emissions.codes; ++code) {
        if (column[code] <= best) continue;
        const int other = model.recoder->final_unichar(0, code);
        if (other == no_unichar || other == unichar || other == unichar_space) continue;
        best = column[code];
        sign.alternative = model.unichars[std::size_t(other)].text;
        sign.alternative_probability = double(best);
    }
}

}  // namespace

std::string SignedWord::text() const {
    std::string text;
    for (const Sign& sign : signs) text += sign.text;
    return text;
}

void words_of(const std::vector<PathStep>& path, const Emissions& emissions, const Model& model,
              std::vector<SignedWord>& words) {
    const std::vector<Emitted> signs = emitted_signs(path);
    const std::size_t first = words.size();
    float blank = 0;
    bool new_word = true;
    std::vector<float> least;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const Emitted& emitted = signs[i];
        if (emitted.unichar == unichar_space) {
            blank = emitted.least;
            if (!new_word) least.back() = std::min(least.back(), blank);
            new_word = true;
            continue;
        }
        if (new_word) {
            words.emplace_back();
            least.push_back(blank);
            new_word = false;
        }
        least.back() = std::min(least.back(), emitted.least);
        SignedWord& word = words.back();
        word.kind = emitted.kind;
        Sign sign;
        sign.text = model.unichars[std::size_t(emitted.unichar)].text;
        sign.left = i == 0 ? 0.0F : float(signs[i - 1].end + emitted.start) / 2;
        sign.right = i + 1 == signs.size() ? float(path.size()) : float(emitted.end + signs[i + 1].start) / 2;
        int peak = emitted.start;
        for (int at = emitted.start; at < emitted.end; ++at)
            if (path[std::size_t(at)].log_probability > path[std::size_t(peak)].log_probability) peak = at;
        sign.probability = std::min(1.0, std::exp(double(path[std::size_t(peak)].log_probability)));
        find_alternative(sign, peak, emitted.unichar, emissions, model);
        word.signs.push_back(std::move(sign));
    }
    for (std::size_t i = 0; i < least.size(); ++i) {
        SignedWord& word = words[first + i];
        word.least = std::exp(double(least[i]));
        const bool known = word.kind == WordKind::word || word.kind == WordKind::number;
        word.confidence =
            known ? right_at(calibration_in_dictionary, word.least) : right_at(calibration_outside, word.least);
    }
}

}  // namespace saoy::lstm
