// SPDX-License-Identifier: Apache-2.0
// Several papers scanned as one: where the pages say that another begins. A person parts them, never the machine alone.
#pragma once

#include <string>
#include <vector>

#include "lib/stages/type_judge.hpp"

namespace saoy::stages {

struct Parting {
    int page = 0;      // number of the page that seems to begin another paper
    std::string type;  // what its title says it is; empty: the page numbers begin anew
};

// A page after the first parts the paper when both judges know its title as of another kind than what stands before it,
// or when it is numbered "1/n" after a numbered page.
std::vector<Parting> partings(const TypeJudge& judge, const std::vector<PageText>& pages);

// As a paper's reason: "stack-split page 3 khai_sinh", "stack-split page 3 numbering"; and back.
std::string reason_of(const Parting& parting);
std::vector<Parting> partings_of(const Paper& paper);

// The paper's pages from each parting on become papers of their own, with ids that the dossier has not had.
void part(Dossier& dossier, const std::string& paper, const std::vector<Parting>& partings);

}  // namespace saoy::stages
