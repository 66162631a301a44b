// SPDX-License-Identifier: Apache-2.0
// Makes a model from texts whose kind is known, with LIBLINEAR.
#pragma once

#include <string>
#include <vector>

#include "lib/learn/model.hpp"

namespace saoy::learn {

struct Sample {
    std::string kind;
    PageWords words;
};

struct Training {
    int buckets = 4096;
    double cost = 30;  // of an error on a sample, against the size of the weights
};

// Logistic regression, each kind against all others, by a Newton method without chance in it: the same samples in the
// same order give the same model. Samples of `background` teach what is of no kind. Throws Error(input,
// "too-few-kinds") for fewer than two kinds.
Model train(const std::vector<Sample>& samples, const Training& training, const std::string& background);

}  // namespace saoy::learn
