// SPDX-License-Identifier: Apache-2.0
// The machine-readable parts of identity papers, and whether they say what is printed.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/model/identity_code.hpp"
#include "lib/model/mrz.hpp"
#include "lib/stages/judge.hpp"
#include "lib/stages/shelf.hpp"

namespace saoy::stages {

struct Identity {
    std::optional<IdentityCode> code;
    int code_page = 0;
    std::optional<Mrz> mrz;
    int mrz_page = 0;
};

// Looks for machine-readable lines in the text of the pages.
void find_mrz(Identity& identity, const std::vector<PageText>& pages, int year_now);

// Reads the square codes of a paper's masters in a limited child, page by page until one is of a card. A page that the
// child cannot read has none.
void find_code(Identity& identity, const Folder& folder, const Paper& paper, const Path& children);

// Adds what code and lines say to the fields, as their source; says in the reasons what agrees and what does not
// ("mismatch ho_ten qr ocr"), and doubts about the personal number. Never changes the kind: a code is a claim.
void join_identity(Judgement& judgement, const Identity& identity, const std::set<std::string>& provinces);

}  // namespace saoy::stages
