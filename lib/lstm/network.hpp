// SPDX-License-Identifier: Apache-2.0
// The networks that this library runs: every one-dimensional network of Tesseract's "fast" and "best" models for Latin,
// Greek and Cyrillic scripts, and whatever else has their shape:
//
//     [1,H,0,1 Ct3,3,16 Mp3,3 Lfys.. (Lfx..|Lrx..)+ O1c..]
//
// A grey picture of one line, H pixels high and of any width; a 3×3 convolution to 16 features with tanh; the maximum
// of each 3×3 square; an LSTM down each column of which the last output is kept; LSTMs along the line, forwards or
// backwards; softmax. One column of output for three of the picture.
#pragma once

#include <array>
#include <vector>

#include "lib/lstm/layers.hpp"

namespace saoy::lstm {

inline constexpr int pool = 3;  // pixels of the picture in a column or row of what follows
inline constexpr int taps = 9;  // of the convolution: column by column, each from top to bottom
inline constexpr int pooled_features = 16;

struct Lstm {
    std::array<Matrix, 4> gates;  // cell input, input gate, forget gate, output gate; inputs first, then own outputs
    int inputs = 0, outputs = 0;
    bool backwards = false;
};

struct Network {
    int height = 0;           // of the picture
    Matrix convolution;       // 16 × taps
    Lstm down;                // along each column
    std::vector<Lstm> along;  // along the line
    Matrix output;            // softmax over the codes
};

// Throws Error(unavailable, "model-not-run") with the layer that does not fit, or "model-damaged" where sizes
// contradict.
Network check_topology(NetworkFile&& file);

}  // namespace saoy::lstm
