// SPDX-License-Identifier: Apache-2.0
// Pages of a dossier as pages of a PDF, and one file made searchable without a dossier that stays: saoy-ocr --pdf.
#pragma once

#include <string>
#include <vector>

#include "lib/pdf/copy_writer.hpp"
#include "lib/stages/ocr.hpp"
#include "lib/stages/scan.hpp"

namespace saoy::stages {

// The masters' pixels as captured, with geometry and recognised text; each master file is read once.
// Throws Error(input) with the page's number.
std::vector<pdf::CopyPage> pdf_pages(const Folder& folder, const std::vector<const Page*>& sources, Executor& executor);

class Searchable {
public:
    struct Options {
        Scan::Options scan;
        Ocr::Options ocr;
        Fonts fonts;
    };

    explicit Searchable(Options options);

    struct Result {
        std::string pdf;   // PDF/A-2b
        std::string text;  // NFC; a form feed between pages
        std::vector<Page> pages;
    };
    // From a JPEG, PNG, TIFF or PDF file, as saoy-scan takes it; works in a private folder that goes away.
    // Throws what Scan and Ocr throw.
    Result operator()(const Path& input, const Shelf& shelf, Executor& executor, Events& events) const;

private:
    Options options_;
    Scan scan_;
    Ocr ocr_;
};

}  // namespace saoy::stages
