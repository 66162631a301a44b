// SPDX-License-Identifier: Apache-2.0
// A page from its file's bytes to its text in one pass: decoded once, looked at, read. For the page worker, which is a
// limited child: the bytes come from outside.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "lib/model/line_reader.hpp"
#include "lib/stages/page_orders.hpp"

namespace saoy::stages {

struct WorkedPage {
    Geometry geometry;
    bool blank = false;
    double dpi = 0;  // of the page, as its sheet's size tells where it was photographed aslant
    PageText text;
    std::optional<Error> cut;  // lines are missing
};

// Whether it came out as upright print does: upside down or on its side pages give few words and little confidence.
bool reads_well(const PageText& text);

// `decoded` is called as soon as the image is known to be whole, with what a PDF embeds of it; a JPEG's bytes are the
// file's own and left out. Throws Error(input) for what cannot be decoded or embedded.
WorkedPage work_on_page(std::string_view file, const PageOrder& order, LineReader& reader,
                        const std::function<void(const EncodedImage&)>& decoded);

}  // namespace saoy::stages
