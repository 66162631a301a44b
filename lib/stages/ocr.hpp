// SPDX-License-Identifier: Apache-2.0
// Reads the text of every page that is not blank into text/p0001.xml (ALTO).
#pragma once

#include <string>
#include <vector>

#include "lib/base/pool.hpp"
#include "lib/stages/line_readers.hpp"
#include "lib/stages/stage.hpp"

namespace saoy::stages {

class Ocr : public Stage {
public:
    using Options = ReaderChoice;

    // `limits` of the quality gate: how well a page could be read, and pages that the printed numbers show to be
    // missing, are judged by them; none: nothing is judged. Throws Error(unavailable, "no-language") when a model is
    // missing.
    explicit Ocr(Options options, std::vector<Limit> limits = {});

    std::string_view name() const override { return "ocr"; }
    int version() const override { return 3; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    struct Result;
    Result read_page(const Folder& folder, const Page& page, Events& events) const;

    void judge_reading(const Folder& folder, Dossier& dossier, const std::vector<Result>& results,
                       Events& events) const;

    Options options_;
    std::vector<Limit> limits_;
    std::string version_;
    mutable Pool<LineReader> readers_;
};

}  // namespace saoy::stages
