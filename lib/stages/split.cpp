// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/split.hpp"

#include <charconv>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

namespace {

constexpr int most_pages_a_paper = 10000;

void mark_separators(std::vector<Page>& pages, const Split& split) {
    bool behind_sheet = false;
    for (Page& page : pages) {
        const bool back = split.by == Split::By::separator && behind_sheet && page.blank;
        behind_sheet = page.separator;
        if (back || (split.by == Split::By::blank && page.blank)) page.separator = true;
    }
}

}  // namespace

Split parse_split(const std::string& text) {
    if (text == "file") return {Split::By::file};
    if (text == "separator") return {Split::By::separator};
    if (text == "blank") return {Split::By::blank};
    int pages = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), pages);
    if (fault != std::errc() || end != text.data() + text.size() || pages < 1 || pages > most_pages_a_paper)
        throw Error(Fault::usage, "bad-split", text::fill(text::tr("--split cannot be '{0}'"), {text}),
                    text::tr("give file, separator, blank, or how many pages each paper has"));
    return {Split::By::count, pages};
}

std::string to_string(const Split& split) {
    switch (split.by) {
        case Split::By::file: return "file";
        case Split::By::separator: return "separator";
        case Split::By::blank: return "blank";
        case Split::By::count: break;
    }
    return std::to_string(split.pages);
}

std::vector<Paper> split_papers(std::vector<Page>& pages, const Split& split) {
    mark_separators(pages, split);
    std::vector<Paper> papers;
    bool open = false;
    for (const Page& page : pages) {
        if (page.separator) {
            open = false;
            continue;
        }
        if (!open || (split.by == Split::By::count && int(papers.back().pages.size()) == split.pages)) {
            Paper paper;
            paper.id = "p" + std::to_string(papers.size() + 1);
            papers.push_back(std::move(paper));
            open = true;
        }
        papers.back().pages.push_back(page.number);
    }
    if (papers.empty() && !pages.empty())
        throw Error(Fault::input, "no-papers", text::tr("the file holds nothing but separator sheets and empty pages"),
                    text::tr("look whether the papers were scanned with the printed side up"));
    if (papers.empty()) papers.emplace_back().id = "p1";  // an electronic document
    return papers;
}

}  // namespace saoy::stages
