// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/stack.hpp"

#include <algorithm>
#include <optional>
#include <regex>

#include "lib/base/text.hpp"
#include "lib/stages/sheet.hpp"

namespace saoy::stages {

namespace {

constexpr std::string_view word = "stack-split page ", by_numbers = "numbering";
constexpr std::size_t edge_lines = 2;  // at the head or the foot of a page, where its number stands

struct PageNumber {
    int number = 0, of = 0;
};

// "Trang 1/3", "1/3", "Page 2 of 3" alone on a line at the head or the foot. Neither a date nor a dispatch's number.
std::optional<PageNumber> page_number(const PageText& page, const DocumentTypes& types) {
    static const std::regex numbered(R"(^(?:TRANG|TRANG SO|PAGE|TO)?[ :.]*(\d{1,3}) ?(?:/|OF|TREN) ?(\d{1,3})$)");
    const std::vector<SheetLine> sheet = sheet_of(page, types);
    for (std::size_t i = 0; i < sheet.size(); ++i) {
        if (i >= edge_lines && i + edge_lines < sheet.size()) continue;
        std::smatch found;
        if (!std::regex_match(sheet[i].folded, found, numbered)) continue;
        const PageNumber number{std::stoi(found[1]), std::stoi(found[2])};
        if (number.number >= 1 && number.number <= number.of) return number;
    }
    return std::nullopt;
}

bool has_title(const Judgement& judgement) {
    return std::any_of(judgement.reasons.begin(), judgement.reasons.end(),
                       [](const std::string& reason) { return reason.rfind("title ", 0) == 0; });
}

}  // namespace

std::vector<Parting> partings(const TypeJudge& judge, const std::vector<PageText>& pages) {
    std::vector<Parting> found;
    if (pages.size() < 2) return found;
    std::string type = judge({pages.front()}).type;
    std::optional<PageNumber> before = page_number(pages.front(), judge.types());
    for (std::size_t i = 1; i < pages.size(); ++i) {
        const auto number = page_number(pages[i], judge.types());
        const bool goes_on = number && number->number > 1;
        const Judgement page = judge({pages[i]});
        const bool other = page.type != "unknown" && page.type != type && has_title(page);
        if (other && !goes_on)
            found.push_back({pages[i].page, page.type});
        else if (before && number && number->number == 1)
            found.push_back({pages[i].page, ""});
        if (!found.empty() && found.back().page == pages[i].page) type = page.type;
        if (number) before = number;
    }
    return found;
}

std::string reason_of(const Parting& parting) {
    return std::string(word) + std::to_string(parting.page) + " " +
           (parting.type.empty() ? std::string(by_numbers) : parting.type);
}

std::vector<Parting> partings_of(const Paper& paper) {
    std::vector<Parting> found;
    for (const std::string& reason : paper.reasons) {
        if (reason.rfind(word, 0) != 0) continue;
        const std::vector<std::string> parts = text::split(reason.substr(word.size()), ' ');
        const bool page = parts.size() == 2 && !parts[0].empty() && parts[0].size() <= 6 &&
                          parts[0].find_first_not_of("0123456789") == std::string::npos;
        if (page) found.push_back({std::stoi(parts[0]), parts[1] == by_numbers ? "" : parts[1]});
    }
    return found;
}

void part(Dossier& dossier, const std::string& id, const std::vector<Parting>& partings) {
    auto paper =
        std::find_if(dossier.papers.begin(), dossier.papers.end(), [&](const Paper& each) { return each.id == id; });
    if (paper == dossier.papers.end()) return;
    std::vector<Paper> parts(1);
    parts.front().id = id;
    std::size_t next = dossier.papers.size();
    for (const int page : paper->pages) {
        const bool begins =
            std::any_of(partings.begin(), partings.end(), [&](const Parting& parting) { return parting.page == page; });
        if (begins && !parts.back().pages.empty()) {
            Paper made;
            do made.id = "p" + std::to_string(++next);
            while (find_paper(dossier, made.id) != nullptr);
            parts.push_back(std::move(made));
        }
        parts.back().pages.push_back(page);
    }
    const auto at = dossier.papers.erase(paper);
    dossier.papers.insert(at, std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
}

}  // namespace saoy::stages
