// SPDX-License-Identifier: Apache-2.0
// A linear model of kinds of text: one row of weights a kind. Reading and using it needs no library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/learn/ngrams.hpp"

namespace saoy::learn {

struct Kind {
    std::string name;
    float bias = 0;
    std::vector<float> weights;  // one a bucket
};

struct Model {
    int buckets = 0;
    std::vector<Kind> kinds;
};

struct Vote {
    std::string kind;  // the likeliest
    double probability = 0;
    std::string next;  // the next likely, and how likely that is
    double next_probability = 0;
};

// Each kind is judged alone (logistic of its score), so that a page of no kind has no high probability.
Vote vote(const Model& model, const PageWords& words);

// Kinds, then floats, little-endian; the same model gives the same bytes.
std::string bytes_of(const Model& model);
// Throws Error(input, "model-damaged") for anything that bytes_of does not make: sizes, names, floats that are none.
Model model_of(std::string_view bytes);

}  // namespace saoy::learn
