// SPDX-License-Identifier: Apache-2.0
// Reads lines with Tesseract's LSTM recogniser: the reference, and what reads languages that have no other reader.
#pragma once

#include <memory>

#include "lib/model/line_reader.hpp"

namespace saoy::ocr {

// About 0.1 s and 60 MB a language.
class TesseractReader : public LineReader {
public:
    // `languages` as Tesseract names them, joined by "+". Each line is read in the first; one that may be of
    // another is read in the others, too, and the surest reading is taken. `tessdata` is the folder of the models, or
    // the system's when empty. Throws Error(unavailable, "no-language"), Error(usage, "language-name").
    explicit TesseractReader(const std::string& languages, const std::string& tessdata = {});
    ~TesseractReader() override;

    std::vector<LineText> read(const std::vector<Raster>& lines) override;
    std::string version() const override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace saoy::ocr
