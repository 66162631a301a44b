// SPDX-License-Identifier: Apache-2.0
// Whether a dossier holds the papers that a procedure needs; what a kiosk says and a clerk sees.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/model/document_types.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/procedures.hpp"

namespace saoy::stages {

enum class NeedState { present, missing, unreadable, expired, wrong_form, incomplete };

struct NeedAnswer {
    Need need;
    NeedState state = NeedState::missing;
    std::string paper;  // Paper::id, or empty
    std::string says;   // a sentence for what is not in order, or empty
};

// Two papers that name the same person and say different things of it.
struct Contradiction {
    std::string field, paper, other;
};

struct Completeness {
    Procedure procedure;
    std::vector<NeedAnswer> needs;
    std::vector<Contradiction> contradictions;
    std::vector<std::string> unknown;  // papers whose kind is not told
    std::vector<std::string> extra;    // known papers that nothing asks for
    bool complete() const;             // every need in order, but for what is asked for only in some cases
};

// `today` as 2026-03-05: cards end, and some papers hold for months only. A paper meets one need.
Completeness check_papers(const Procedure& procedure, const Dossier& dossier, const DocumentTypes& types,
                          const std::string& today);

// One sentence in the user's language.
std::string in_words(const Completeness& completeness);
Json to_json(const Completeness& completeness);

}  // namespace saoy::stages
