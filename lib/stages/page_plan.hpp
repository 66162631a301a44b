// SPDX-License-Identifier: Apache-2.0
// What becomes of each page of a file that is made searchable.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/stages/intake.hpp"

namespace saoy::stages {

// Which pages a user wants read.
struct PageChoice {
    std::vector<std::pair<int, int>> pages{};  // first and last of each range; empty = all
    bool skip_text = false;                    // pages that have text are kept as they are
    bool redo = false;                         // text that OCR put behind an image is replaced

    bool takes(int number) const;
};

// "1,3-5,8-" as a user writes it; the last may be open. Throws Error(usage, "page-range").
std::vector<std::pair<int, int>> page_ranges(const std::string& written);

struct PlannedPage {
    IntakePage taken;              // of a page that is one image: master.path is its file, empty for the input itself
    double width = 0, height = 0;  // inches, before rotation; of PDF pages
    bool is_image = false;
    bool has_text = false, shows_text = false;  // any; more than what OCR put behind an image
    bool read = false;                          // false: the page is kept as it is
};

struct PagePlan {
    std::vector<PlannedPage> pages;
    // Every page is an image, and no text is lost: a new PDF/A is made. Else the file is kept and text is added.
    bool anew = true;
    int to_read = 0;
};

// `answer` is what the worker says of the file: {"pages":[…]}. Throws Error(input): "has-text", when a page has text
// and the choice does not say what to do with it; "no-such-page".
PagePlan plan_pages(const Json& answer, bool pdf, const PageChoice& choice);

}  // namespace saoy::stages
