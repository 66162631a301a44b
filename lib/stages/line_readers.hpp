// SPDX-License-Identifier: Apache-2.0
// The one place that chooses what reads the lines.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "lib/base/files.hpp"
#include "lib/model/line_reader.hpp"

namespace saoy::stages {

struct ReaderChoice {
    // automatic: lib/lstm where it can run the models, else Tesseract
    enum class Engine { automatic, lstm, tesseract };
    Engine engine = Engine::automatic;
    std::string kernel;                                // of lib/lstm; empty = the fastest that runs here
    std::string languages = "vie";                     // as Tesseract names them, joined by +
    std::string tessdata;                              // folder of the models; empty = the system's
    Path children;                                     // folder of saoy-child-lines
    std::chrono::milliseconds page_deadline{120'000};  // zero = none; lib/lstm needs none
};

// Makes readers, one for each thread that asks; models are loaded once. Each line is read in the first language, and
// where that comes out weak in the others, too. Throws Error(unavailable, "no-language"), Error(usage,
// "language-name").
std::function<std::unique_ptr<LineReader>()> line_readers(const ReaderChoice& choice);

}  // namespace saoy::stages
