// SPDX-License-Identifier: Apache-2.0
// Many verdicts together: totals, a page for people, and a report in the shape of ETSI TS 119 102-2.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "lib/model/verdict.hpp"

namespace saoy::stages {

// The one answer: a copy that the register does not know, or knows as void or otherwise, is not confirmed, however well
// it is signed.
Indication bottom_line(const Verdict& verdict);

// Filled from many threads; what it gives is in the order of the files' names.
class Audit {
public:
    void add(const Verdict& verdict);

    std::size_t size() const;
    // "valid", "cannot-be-confirmed", "not-valid" and how many.
    std::map<std::string, std::size_t> totals() const;
    // "12 files: 10 valid, 1 cannot be confirmed, 1 not valid"
    std::string summary() const;
    // One page that loads nothing and runs nothing. `scope` says what was judged: folders, sample and seed.
    // At most 5000 files are listed, those that are not valid first; the totals count all.
    std::string html(const std::string& scope, Time at) const;
    // Valid against schemas/verification.xsd.
    std::string xml(Time at) const;

private:
    std::vector<Verdict> sorted() const;

    mutable std::mutex mutex_;
    std::vector<Verdict> verdicts_;
};

}  // namespace saoy::stages
