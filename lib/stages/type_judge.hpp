// SPDX-License-Identifier: Apache-2.0
// Two judges of a paper's kind, the rules and a trained model: they agree, or nobody is believed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/learn/model.hpp"
#include "lib/stages/judge.hpp"

namespace saoy::stages {

class TypeJudge {
public:
    // Reads document-types.xml and document-types.model of the profile folder; without the second the rules decide
    // alone. Throws Error(configuration).
    TypeJudge(const Path& profile_folder, const Path& schemas);

    const DocumentTypes& types() const noexcept { return types_; }
    const std::string& digest() const noexcept { return digest_; }  // of both files
    // The paper's pages that are not blank. Safe from many threads.
    Judgement operator()(const std::vector<PageText>& pages) const;

private:
    void second_opinion(Judgement& judgement, const std::vector<PageText>& pages) const;

    DocumentTypes types_;
    std::optional<learn::Model> model_;
    std::string digest_;
};

}  // namespace saoy::stages
