// SPDX-License-Identifier: Apache-2.0
// From the best reading of a line to words, their places, and how sure they are.
#pragma once

#include <string>
#include <vector>

#include "lib/lstm/beam.hpp"

namespace saoy::lstm {

// A sign of a word. Columns are the network's: a column is pool pixels of the scaled picture.
struct Sign {
    std::string text;
    float left = 0, right = 0;  // half-way to the neighbours' emissions
    double probability = 0;     // of its best column
    std::string alternative;    // the most probable other sign in that column; empty if none reaches a thousandth
    double alternative_probability = 0;
};

struct SignedWord {
    std::vector<Sign> signs;
    WordKind kind = WordKind::none;
    double least = 0;       // the least probability along it, of signs and of the gaps around and between them
    double confidence = 0;  // of being right as a whole, measured (calibration.hpp)
    std::string text() const;
};

// Appends to `words`, which keeps its memory. `emissions` are those that `path` was found in.
void words_of(const std::vector<PathStep>& path, const Emissions& emissions, const Model& model,
              std::vector<SignedWord>& words);

}  // namespace saoy::lstm
