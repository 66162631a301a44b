// SPDX-License-Identifier: Apache-2.0
// How the pages of one file become the papers of its dossier.
#pragma once

#include <string>
#include <vector>

#include "lib/model/dossier.hpp"

namespace saoy::stages {

struct Split {
    enum class By { file, separator, blank, count };
    By by = By::file;
    int pages = 0;  // of each paper, for count
};

// "file", "separator", "blank", or a number of pages. Throws Error usage (64, "bad-split").
Split parse_split(const std::string& text);
std::string to_string(const Split& split);

// Papers p1, p2 … of pages whose `blank` and `separator` are known. A blank page parts papers with By::blank, and is
// marked as a separator then; so is the empty back of a separator sheet. No paper is empty, but for the one of no
// pages. Throws Error input (65, "no-papers") when there is nothing but separators.
std::vector<Paper> split_papers(std::vector<Page>& pages, const Split& split);

}  // namespace saoy::stages
