// SPDX-License-Identifier: Apache-2.0
// Tesseract in a child process: an engine that hangs or dies costs the lines of one page, not the batch. The next page
// gets a fresh process.
#pragma once

#include <chrono>
#include <optional>

#include "lib/base/dialogue.hpp"
#include "lib/base/files.hpp"
#include "lib/model/line_reader.hpp"

namespace saoy::stages {

class ChildReader : public LineReader {
public:
    // `children` is the folder of saoy-child-lines; `deadline` for one call of read(), zero = none.
    // Throws what ocr::TesseractReader throws, and Error(unavailable) when there is no such program. The engine itself,
    // and the thirty libraries it brings, are in the child only.
    ChildReader(Path children, std::string languages, std::string tessdata, std::chrono::milliseconds deadline);

    // Throws LinesCut: "ocr-timeout" when the deadline passed, "ocr-crash" when the engine died; Error(interrupted)
    // when it was told to stop.
    std::vector<LineText> read(const std::vector<Raster>& lines) override;
    std::string version() const override { return version_; }

private:
    void start();

    std::vector<std::string> command_;
    std::chrono::milliseconds deadline_;
    std::string version_;
    std::optional<Dialogue> child_;
};

}  // namespace saoy::stages
