// SPDX-License-Identifier: Apache-2.0
// What makes a paper doubtful, and which of many a person should look at first.
#pragma once

#include <string>
#include <vector>

#include "lib/model/dossier.hpp"
#include "lib/model/profile.hpp"

namespace saoy::stages {

struct Doubt {
    int failures = 0;                  // pages below the quality gate that nobody answers for
    bool unnamed = false;              // its type is not known
    int weak = 0, warnings = 0;        // types and pages read with little confidence; what the gate warns of
    double confidence = 1;             // of the type
    std::vector<std::string> reasons;  // in words; empty: nothing is doubtful
};

Doubt doubt_of(const Dossier& dossier, const Paper& paper, const ReviewRules& rules);
bool comes_before(const Doubt& one, const Doubt& other);

// Of `papers` ("dossier/paper"), the share that the seed draws, at least one; the same for the same seed and papers.
std::vector<std::string> drawn(std::vector<std::string> papers, double share, const std::string& seed);

}  // namespace saoy::stages
