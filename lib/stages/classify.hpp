// SPDX-License-Identifier: Apache-2.0
// Names the kind of each paper by the profile's rules, or leaves it unknown for a clerk.
#pragma once

#include <string>

#include "lib/model/document_types.hpp"
#include "lib/stages/stage.hpp"

namespace saoy::stages {

class Classify : public Stage {
public:
    // Reads document-types.xml of the profile folder. Throws Error(configuration).
    Classify(const Path& profile_folder, const Path& schemas);

    std::string_view name() const override { return "classify"; }
    int version() const override { return 1; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    // A type that a person has set stays. Throws Error(input, "no-text") for a paper that was not read yet.
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    DocumentTypes types_;
    std::string digest_;  // of document-types.xml
};

}  // namespace saoy::stages
