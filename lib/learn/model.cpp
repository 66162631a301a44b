// SPDX-License-Identifier: Apache-2.0
#include "lib/learn/model.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::learn {

static_assert(std::endian::native == std::endian::little, "the file's floats are read as they stand");

namespace {

constexpr std::uint32_t most_buckets = 1U << 16, most_kinds = 1000, longest_name = 100;

[[noreturn]] void damaged() {
    throw Error(Fault::input, "model-damaged", text::tr("the trained model of document types is damaged"));
}

template <typename T>
void put(std::string& out, const T& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T>
T take(std::string_view& in) {
    T value{};
    if (in.size() < sizeof value) damaged();
    std::memcpy(&value, in.data(), sizeof value);
    in.remove_prefix(sizeof value);
    return value;
}

double logistic(double score) { return 1 / (1 + std::exp(-score)); }

}  // namespace

Vote vote(const Model& model, const PageWords& words) {
    const std::vector<Feature> features = ngrams(words, model.buckets);
    Vote vote;
    for (const Kind& kind : model.kinds) {
        double score = double(kind.bias);
        for (const Feature& feature : features)
            score += double(kind.weights[std::size_t(feature.bucket)]) * double(feature.value);
        const double probability = logistic(score);
        if (probability > vote.probability) {
            vote.next = vote.kind;
            vote.next_probability = vote.probability;
            vote.kind = kind.name;
            vote.probability = probability;
        } else if (probability > vote.next_probability) {
            vote.next = kind.name;
            vote.next_probability = probability;
        }
    }
    return vote;
}

std::string bytes_of(const Model& model) {
    std::string out;
    put(out, std::uint32_t(model.buckets));
    put(out, std::uint32_t(model.kinds.size()));
    for (const Kind& kind : model.kinds) {
        put(out, std::uint32_t(kind.name.size()));
        out += kind.name;
        put(out, kind.bias);
        out.append(reinterpret_cast<const char*>(kind.weights.data()), kind.weights.size() * sizeof(float));
    }
    return out;
}

Model model_of(std::string_view bytes) {
    Model model;
    const auto buckets = take<std::uint32_t>(bytes), kinds = take<std::uint32_t>(bytes);
    if (buckets == 0 || buckets > most_buckets || kinds == 0 || kinds > most_kinds) damaged();
    model.buckets = int(buckets);
    for (std::uint32_t i = 0; i < kinds; ++i) {
        const auto length = take<std::uint32_t>(bytes);
        if (length == 0 || length > longest_name || length > bytes.size()) damaged();
        Kind kind;
        kind.name = bytes.substr(0, length);
        bytes.remove_prefix(length);
        kind.bias = take<float>(bytes);
        if (bytes.size() < buckets * sizeof(float)) damaged();
        kind.weights.resize(buckets);
        std::memcpy(kind.weights.data(), bytes.data(), buckets * sizeof(float));
        bytes.remove_prefix(buckets * sizeof(float));
        for (const float weight : kind.weights)
            if (!std::isfinite(weight)) damaged();
        if (!std::isfinite(kind.bias)) damaged();
        model.kinds.push_back(std::move(kind));
    }
    if (!bytes.empty()) damaged();
    return model;
}

}  // namespace saoy::learn
