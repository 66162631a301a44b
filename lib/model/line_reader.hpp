// SPDX-License-Identifier: Apache-2.0
// What reads the picture of one line of print. Two recognisers stand behind it: lib/lstm and, as reference and
// fallback, lib/ocr; the line finder in lib/image makes the pictures, a stage joins them.
#pragma once

#include <string>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/model/raster.hpp"

namespace saoy {

// A word of a line. `left` and `right` are columns of the line's picture.
struct LineWord {
    std::string text;       // NFC
    double confidence = 0;  // 0 … 1
    int left = 0, right = 0;
};

struct LineText {
    std::vector<LineWord> words;
    double certainty = 0;  // mean probability 0 … 1 of the signs read; low for a line that lies on its side or head
};

// A recogniser that was ended, or died, before the last line; the lines before were read.
class LinesCut : public Error {
public:
    LinesCut(Error error, std::vector<LineText> lines) : Error(std::move(error)), read(std::move(lines)) {}
    std::vector<LineText> read;
};

// For one thread at a time; many readers may work side by side.
class LineReader {
public:
    virtual ~LineReader() = default;
    // One result a line, in the order given. The pictures are grey, dark print on light paper, one line each, upright,
    // of any height. The result of a line does not depend on the lines beside it or before it.
    virtual std::vector<LineText> read(const std::vector<Raster>& lines) = 0;
    // From now on read() may use so many threads, for a page that every core waits for; a reader that cannot uses one.
    virtual void use_threads(int /*most*/) {}
    virtual std::string version() const = 0;  // engine and model, for records: "tesseract 5.3.0 vie"
};

}  // namespace saoy
