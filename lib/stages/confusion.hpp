// SPDX-License-Identifier: Apache-2.0
// How often kinds of paper were told right, not told, or taken for another.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace saoy::stages {

class Confusion {
public:
    void add(const std::string& label, const std::string& answer);

    struct Totals {
        int papers = 0, right = 0, wrong = 0, abstained = 0;  // of known kinds; abstained: answered "unknown"
        int strangers = 0, strangers_told = 0;                // of no known kind; told as unknown
    };
    Totals totals() const;

    // A line a kind: code, papers, right, not told, and what it was taken for.
    std::vector<std::string> table() const;
    // The matrix as a picture: rows are kinds, columns answers, darker is more.
    std::string svg() const;

private:
    std::map<std::string, std::map<std::string, int>> counts_;  // [label][answer]
};

}  // namespace saoy::stages
