// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/page_plan.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

using text::fill;
using text::tr;

bool PageChoice::takes(int number) const {
    return pages.empty() || std::any_of(pages.begin(), pages.end(), [&](const auto& range) {
               return number >= range.first && number <= range.second;
           });
}

std::vector<std::pair<int, int>> page_ranges(const std::string& written) {
    const auto refuse = [&] {
        return Error(Fault::usage, "page-range", fill(tr("{0} does not name pages"), {written}),
                     tr("write them like 1,3-5,8-"));
    };
    const auto number = [&](std::string_view digits) {
        int value = 0;
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (end.ec != std::errc() || end.ptr != digits.data() + digits.size() || value < 1) throw refuse();
        return value;
    };
    std::vector<std::pair<int, int>> ranges;
    for (const std::string& part : text::split(written, ',')) {
        const std::size_t dash = part.find('-');
        const int first = number(std::string_view(part).substr(0, dash));
        int last = first;
        if (dash != std::string::npos)
            last = dash + 1 == part.size() ? std::numeric_limits<int>::max()
                                           : number(std::string_view(part).substr(dash + 1));
        if (last < first) throw refuse();
        ranges.emplace_back(first, last);
    }
    if (ranges.empty()) throw refuse();
    return ranges;
}

namespace {

Error has_text(int number, bool shown) {
    return shown ? Error(Fault::input, "has-text",
                         fill(tr("page {0} has text of its own: it was not scanned"), {std::to_string(number)}),
                         tr("--skip-text keeps such pages as they are and reads the others"))
                 : Error(Fault::input, "has-text",
                         fill(tr("page {0} has been made searchable before"), {std::to_string(number)}),
                         tr("--skip-text keeps such pages as they are, --redo reads them again"));
}

PlannedPage planned(const Json& entry, int number, bool pdf) {
    PlannedPage page;
    if (!pdf) {
        page.taken = {page_from(entry, number, ""), -1, {}};
        page.taken.page.frame = number - 1;
        page.is_image = true;
        return page;
    }
    page.is_image = entry.contains("file");
    if (page.is_image) page.taken.page = page_from(entry, number, entry.at("file").get<std::string>());
    page.taken.page.number = number;
    page.taken.rotation = entry.at("rotation").get<int>();
    page.taken.why = entry.value("why", "");
    page.width = entry.at("width_inch").get<double>();
    page.height = entry.at("height_inch").get<double>();
    page.has_text = entry.at("text").get<std::string>() != "none";
    page.shows_text = entry.at("text").get<std::string>() == "shown";
    return page;
}

}  // namespace

PagePlan plan_pages(const Json& answer, bool pdf, const PageChoice& choice) {
    PagePlan plan;
    for (const Json& entry : answer.at("pages")) {
        const int number = int(plan.pages.size()) + 1;
        PlannedPage page = planned(entry, number, pdf);
        page.read = choice.takes(number);
        if (page.read && page.has_text) {
            const bool can_redo = page.is_image && choice.redo;
            if (!choice.skip_text && !can_redo) throw has_text(number, page.shows_text);
            page.read = can_redo && !choice.skip_text;
        }
        plan.anew = plan.anew && page.is_image && (page.read || !page.has_text);
        plan.to_read += page.read ? 1 : 0;
        plan.pages.push_back(std::move(page));
    }
    const int count = int(plan.pages.size());
    for (const auto& [first, last] : choice.pages)
        if (first > count)
            throw Error(
                Fault::input, "no-such-page",
                fill(tr("there is no page {0}: the file has {1}"), {std::to_string(first), std::to_string(count)}));
    // Text of OCR can be replaced only where the page is made anew.
    if (!plan.anew)
        for (PlannedPage& page : plan.pages)
            if (page.read && page.has_text)
                throw Error(Fault::input, "has-text",
                            fill(tr("page {0} has been made searchable before, and other pages of the file are to be "
                                    "kept as they are: its text cannot be replaced"),
                                 {std::to_string(page.taken.page.number)}),
                            tr("--skip-text keeps such pages as they are and reads the others"));
    return plan;
}

}  // namespace saoy::stages
