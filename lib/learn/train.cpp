// SPDX-License-Identifier: Apache-2.0
#include "lib/learn/train.hpp"

#include <linear.h>

#include <algorithm>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/handle.hpp"
#include "lib/base/text.hpp"

namespace saoy::learn {

namespace {

void free_model(::model* made) { free_and_destroy_model(&made); }
using Trained = Handle<::model, free_model>;

// The features as LIBLINEAR wants them: indices from 1, each row ended by -1.
std::vector<std::vector<feature_node>> rows_of(const std::vector<Sample>& samples, int buckets) {
    std::vector<std::vector<feature_node>> rows;
    for (const Sample& sample : samples) {
        std::vector<feature_node> row;
        for (const Feature& feature : ngrams(sample.words, buckets))
            row.push_back({feature.bucket + 1, double(feature.value)});
        row.push_back({buckets + 1, 1});  // the bias
        row.push_back({-1, 0});
        rows.push_back(std::move(row));
    }
    return rows;
}

// One kind against the rest. A kind has few samples of many: each counts as much more as they are fewer, up to ten.
Kind one_against_rest(const std::string& name, const std::vector<Sample>& samples, std::vector<feature_node*>& rows,
                      const Training& training) {
    std::vector<double> is_kind;
    std::size_t count = 0;
    for (const Sample& sample : samples) {
        is_kind.push_back(sample.kind == name ? 1 : 0);
        count += sample.kind == name ? 1 : 0;
    }
    int labels[] = {1, 0};
    double weights[] = {std::min(10.0, double(samples.size() - count) / double(count)), 1};
    problem given{int(rows.size()), training.buckets + 1, is_kind.data(), rows.data(), 1};
    parameter options{};
    options.solver_type = L2R_LR;
    options.eps = 0.01;
    options.C = training.cost;
    options.nr_weight = 2;
    options.weight_label = labels;
    options.weight = weights;
    const Trained made(::train(&given, &options));
    Kind kind{name, 0, {}};
    const int first = made->label[0];  // of two kinds LIBLINEAR keeps one row, for the label it met first
    const double sign = first == 1 ? 1 : -1;
    for (int i = 0; i < training.buckets; ++i) kind.weights.push_back(float(sign * made->w[i]));
    kind.bias = float(sign * made->w[training.buckets]);
    return kind;
}

}  // namespace

Model train(const std::vector<Sample>& samples, const Training& training, const std::string& background) {
    std::set<std::string> names;
    for (const Sample& sample : samples) names.insert(sample.kind);
    names.erase(background);
    if (names.size() < 2)
        throw Error(Fault::input, "too-few-kinds",
                    text::tr("there must be papers of at least two kinds to learn from"));
    set_print_string_function([](const char*) {});
    std::vector<std::vector<feature_node>> rows = rows_of(samples, training.buckets);
    std::vector<feature_node*> heads;
    for (auto& row : rows) heads.push_back(row.data());
    Model model{training.buckets, {}};
    for (const std::string& name : names) model.kinds.push_back(one_against_rest(name, samples, heads, training));
    return model;
}

}  // namespace saoy::learn
