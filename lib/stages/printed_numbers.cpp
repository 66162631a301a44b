// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/printed_numbers.hpp"

#include <regex>
#include <string>

#include "lib/base/text.hpp"

namespace saoy::stages {

std::optional<PrintedNumber> printed_number(const PageText& page) {
    // head and foot: a tenth of the page each
    constexpr double zone = 0.1;
    static const std::regex pattern(R"(^(?:(?:TRANG|PAGE)\s*:?\s*)?\(?(\d{1,3})\s*/\s*(\d{1,3})\)?$)");
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) {
            const double middle = line.box.top + line.box.height / 2.0;
            if (middle > zone * page.height && middle < (1 - zone) * page.height) continue;
            std::string words;
            for (const Word& word : line.words) words += (words.empty() ? "" : " ") + word.text;
            std::smatch found;
            const std::string folded = text::fold(words);
            if (!std::regex_match(folded, found, pattern)) continue;
            const PrintedNumber printed{std::stoi(found[1]), std::stoi(found[2])};
            if (printed.number >= 1 && printed.number <= printed.of) return printed;
        }
    return std::nullopt;
}

std::vector<int> pages_missing(const std::vector<std::optional<PrintedNumber>>& numbers) {
    std::vector<int> missing(numbers.size(), 0);
    int last = 0, last_of = 0, since = 0;  // pages without a number since the last that had one
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!numbers[i]) {
            ++since;
            continue;
        }
        const auto& [number, of] = *numbers[i];
        const bool same_paper = last == 0 || of == last_of;
        const int expected = (same_paper ? last : 0) + since + 1;
        if (number > expected) missing[i] = number - expected;
        last = number, last_of = of, since = 0;
    }
    if (last > 0 && last_of > last + since) missing.back() += last_of - last - since;
    return missing;
}

}  // namespace saoy::stages
