// SPDX-License-Identifier: Apache-2.0
// Reads pictures of lines with one of Tesseract's models: the reader that the pipeline uses.
//
// Why it is here, and how it is kept equal to Tesseract: ARCHITECTURE.md, "The line recogniser".
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/lstm/forward.hpp"
#include "lib/lstm/words.hpp"
#include "lib/model/line_reader.hpp"

namespace saoy::lstm {

struct ReaderOptions {
    // A line that is read with less certainty than this is also tried as light on dark, and the better taken. 0: never.
    double invert_below = 0.7;
};

// `engine` is shared by the readers of all threads.
class LstmReader : public LineReader {
public:
    explicit LstmReader(std::shared_ptr<const Engine> engine, ReaderOptions options = {});
    ~LstmReader() override;

    std::vector<LineText> read(const std::vector<Raster>& lines) override;
    // The result does not depend on it.
    void use_threads(int most) override;
    std::string version() const override;

    // With every sign's place and runner-up, for one line. Columns as in Sign.
    struct Detail {
        std::vector<SignedWord> words;
        double certainty = 0;
        double pixels_a_column = 0;  // of the picture as given
        bool inverted = false;
    };
    std::vector<Detail> read_in_detail(const std::vector<Raster>& lines);

private:
    struct Hand;
    void read_batch(Hand& hand, const std::vector<Raster>& lines, const std::size_t* members, std::size_t count,
                    std::vector<Detail>& details) const;

    std::shared_ptr<const Engine> engine_;
    ReaderOptions options_;
    int threads_ = 1;
    std::vector<std::unique_ptr<Hand>> hands_;  // one for each thread
};

}  // namespace saoy::lstm
