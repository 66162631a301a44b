// SPDX-License-Identifier: Apache-2.0
// Papers whose kind is known, to learn from and to be measured by.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/model/document_types.hpp"
#include "lib/model/words.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

struct LabelledText {
    std::string name;   // of the file, or DOSSIER and paper
    std::string label;  // a type's code, or "unknown"
    std::vector<PageText> pages;
};

// Plain text set as a page of one column: a line of the file is a line, an empty one a gap, a form feed a new page.
std::vector<PageText> pages_of_text(const std::string& text);

// A folder that holds dossier.xml: its papers whose kind a person has set. One that holds labels.tsv: the files that
// are named there, "FILE<TAB>CODE" a line (FILE is a .txt, or a dossier folder of one paper). Else each subfolder is a
// code and holds .txt files. Sorted by name. Throws Error(input) "no-such-type" with file and line, "no-labelled-text"
// when there is none.
std::vector<LabelledText> labelled_texts(const Path& folder, const DocumentTypes& types, const Shelf& shelf);

}  // namespace saoy::stages
