// SPDX-License-Identifier: Apache-2.0
// What else is made of the text that saoy-ocr keeps as ALTO: other formats beside it, and the words to look at.
#pragma once

#include "lib/base/json.hpp"
#include "lib/stages/stage.hpp"

namespace saoy::stages {

// Writes the text of every page that was read beside its ALTO.
class TextFormats : public Stage {
public:
    struct Options {
        bool hocr = false;   // text/p0001.hocr
        bool plain = false;  // text/p0001.txt, in reading order
        bool any() const { return hocr || plain; }
    };

    explicit TextFormats(Options options) : options_(options) {}

    std::string_view name() const override { return "text-formats"; }
    int version() const override { return 1; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    bool repeatable() const override { return false; }  // the dossier does not know these files: they may be gone
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    Options options_;
};

// [{"text", "confidence", "box": [x, y, width, height] on the master, "reasons": ["confidence", "syllable"]}]
Json doubtful_words_of(const Folder& folder, const Page& page);

}  // namespace saoy::stages
