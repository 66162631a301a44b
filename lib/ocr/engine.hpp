// SPDX-License-Identifier: Apache-2.0
// Reads the text of a page image with Tesseract's LSTM recogniser.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "lib/model/raster.hpp"
#include "lib/model/words.hpp"

namespace saoy::ocr {

struct Reading {
    PageText text;         // page number 0: the caller knows it
    bool complete = true;  // false: the deadline passed and the words after it are missing
};

// For one thread at a time; many engines may work side by side. About 0.1 s and 60 MB each.
class Engine {
public:
    // `languages` as Tesseract names them, joined by "+": "vie", "vie+eng". `tessdata` is the folder of the models,
    // or the system's when empty. Throws Error(unavailable, "no-language").
    // `line`: every picture is one line of print, and is not laid out.
    enum class Layout { page, line };
    explicit Engine(const std::string& languages, const std::string& tessdata = {}, Layout layout = Layout::page);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // The result does not depend on the pages read before. Layout analysis cannot be interrupted, so the
    // deadline is kept to a few seconds; zero means none.
    Reading read(const Raster& page, std::chrono::milliseconds deadline);

    static std::string version();  // "tesseract 5.3.0"

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace saoy::ocr
