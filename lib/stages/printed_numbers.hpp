// SPDX-License-Identifier: Apache-2.0
// Pages that a paper's own numbering shows to be missing: "Trang 1/3", "Trang 3/3", and nothing between.
#pragma once

#include <optional>
#include <vector>

#include "lib/model/words.hpp"

namespace saoy::stages {

struct PrintedNumber {
    int number = 0, of = 0;  // of: 0 when the page does not say how many there are
    bool operator==(const PrintedNumber&) const = default;
};

// What stands in the head or the foot of a page as "Trang 2/5", "trang 2 / 5" or "2/5" alone on its line. A fraction in
// the text, a date or a document's number is none.
std::optional<PrintedNumber> printed_number(const PageText& page);

// For each page of one paper, in order, how many pages its number shows to lack before it, the last page's with those
// that lack after it. Pages without a number take the place that they stand in.
std::vector<int> pages_missing(const std::vector<std::optional<PrintedNumber>>& numbers);

}  // namespace saoy::stages
