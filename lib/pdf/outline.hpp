// SPDX-License-Identifier: Apache-2.0
// The parts of a PDF that later changes are judged by: its page tree and its form fields, in order.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/pdf/revisions.hpp"

namespace saoy::pdf {

// A field or a widget in the tree of form fields.
struct Field {
    Reference reference;
    std::string name;  // full name: partial names joined with periods
    std::string type;  // "Sig", "Tx", … inherited
    bool is_widget_only = false;
    bool is_stray = false;  // a page shows it, the form does not name it
    int parent = 0;  // object number, 0 at the top
};

struct Outline {
    std::vector<Reference> page_tree;  // every node, parents first
    std::vector<Reference> pages;
    std::vector<Field> fields;   // every node, parents first
    std::set<int> numbers;       // of all the above and of the catalog
    std::map<int, int> page_of;  // object number of a page -> page number from 1

    // Throws Error(input, "pdf-structure") for loops, nodes that are not there, and too many.
    explicit Outline(const Document& document);
    const Field* field(int number) const noexcept;
};

// The text of a field's name in UTF-8, from PDFDocEncoding (ASCII part) or UTF-16 (ISO 32000-2, 7.9.2.2).
std::string utf8_text(const std::string& bytes);

}  // namespace saoy::pdf
