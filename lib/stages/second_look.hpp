// SPDX-License-Identifier: Apache-2.0
// Reads short doubtful lines once more, with paper over and under them.
#pragma once

#include <memory>

#include "lib/model/line_reader.hpp"

namespace saoy::stages {

// A recogniser scales every line to one height: with paper over and under it the letters come smaller, and a figure or
// two of a table's cell, which fill their picture, are read right ("11", which was "IÚI"). Of two readings the surer
// one gives the words; the certainty stays that of the first, since dirt seen smaller looks like letters, too.
class SecondLook : public LineReader {
public:
    explicit SecondLook(std::unique_ptr<LineReader> reader) : reader_(std::move(reader)) {}

    std::vector<LineText> read(const std::vector<Raster>& lines) override;
    void use_threads(int most) override { reader_->use_threads(most); }
    std::string version() const override { return reader_->version(); }

private:
    std::unique_ptr<LineReader> reader_;
};

}  // namespace saoy::stages
