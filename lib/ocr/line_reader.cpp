// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/line_reader.hpp"

#include <algorithm>

#include "lib/ocr/engine.hpp"

namespace saoy::ocr {

namespace {

class TesseractLines : public LineReader {
public:
    TesseractLines(const std::string& languages, const std::string& tessdata)
        : engine_(languages, tessdata, Engine::Layout::line), languages_(languages) {}

    std::vector<LineText> read(const std::vector<Raster>& lines) override {
        std::vector<LineText> texts;
        for (const Raster& line : lines) {
            LineText text;
            double sum = 0, letters = 0;
            for (const Block& block : engine_.read(line, {}).text.blocks)
                for (const Line& found : block.lines)
                    for (const Word& word : found.words) {
                        text.words.push_back(
                            {word.text, word.confidence, word.box.left, word.box.left + word.box.width});
                        sum += word.confidence * double(word.text.size());
                        letters += double(word.text.size());
                    }
            text.certainty = letters > 0 ? sum / letters : 0;
            texts.push_back(std::move(text));
        }
        return texts;
    }

    std::string version() const override { return Engine::version() + " " + languages_; }

private:
    Engine engine_;
    std::string languages_;
};

}  // namespace

std::unique_ptr<LineReader> line_reader(const std::string& languages, const std::string& tessdata) {
    return std::make_unique<TesseractLines>(languages, tessdata);
}

}  // namespace saoy::ocr
