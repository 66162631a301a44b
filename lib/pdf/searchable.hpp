// SPDX-License-Identifier: Apache-2.0
// Searchable pages without a statement: saoy-ocr --pdf.
//
// Written page by page, so that memory does not grow with the document. What is small goes into object streams (ISO
// 32000-1, 7.5.7), all pages share one font: beside the images a page takes two or three kilobytes, most of them text.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "lib/pdf/copy_writer.hpp"

namespace saoy::pdf {

// Makes a PDF/A-2b of page images with their invisible text. The same pages in the same order give the same bytes.
class SearchableWriter {
public:
    // `out` gets the file's bytes as they are made. Throws Error missing (66) for fonts that are not there.
    SearchableWriter(std::function<void(std::string_view)> out, Metadata metadata, const Fonts& fonts);
    ~SearchableWriter();

    // Throws Error(input): "no-resolution", "page-size".
    void add(const CopyPage& page);
    // The rest of the file; throws Error(input, "no-pages").
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string write_searchable(const std::vector<CopyPage>& pages, const Metadata& metadata, const Fonts& fonts);

}  // namespace saoy::pdf
