// SPDX-License-Identifier: Apache-2.0
// A model of Tesseract's line recogniser, checked and ready to be run.
#pragma once

#include <memory>
#include <string>

#include "lib/lstm/dictionary.hpp"
#include "lib/lstm/network.hpp"
#include "lib/lstm/unicharset.hpp"

namespace saoy::lstm {

struct Model {
    std::string file;  // the bytes of the .traineddata, into which the dictionary points
    std::string spec;  // the network in Tesseract's notation
    std::string version;
    bool int8 = false;  // false: a float ("best") model, quantised when it was loaded
    Network network;
    std::vector<Unichar> unichars;
    std::unique_ptr<const Recoder> recoder;
    std::unique_ptr<const Dictionary> dictionary;
    bool space_delimited = true;  // false where the character set has Han, Thai or Katakana
    int null_code = 0;
    std::uint64_t noise_seed = 0;
};

inline constexpr std::size_t most_model_bytes = std::size_t(256) << 20;

// Any bytes are safe to give; memory stays within a few times their size. Immutable afterwards: one model serves all
// threads. Throws Error(unavailable): "model-damaged"; "model-not-run" for a sound model that is libtesseract's to run.
std::shared_ptr<const Model> load_model(std::string bytes);

}  // namespace saoy::lstm
