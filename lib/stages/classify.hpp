// SPDX-License-Identifier: Apache-2.0
// Names the kind of each paper, or leaves it unknown for a clerk, and reads its fields.
#pragma once

#include <string>

#include "lib/stages/stage.hpp"
#include "lib/stages/type_judge.hpp"

namespace saoy::stages {

class Classify : public Stage {
public:
    // Reads document-types.xml and .model of the profile folder. `children` is the folder of saoy-child-barcode;
    // empty: square codes are not read. With `split`, a paper that nobody has decided on is parted where its pages say
    // that another begins; without, that is only told. Throws Error(configuration).
    Classify(const Path& profile_folder, const Path& schemas, Path children = {}, bool split = false);

    std::string_view name() const override { return "classify"; }
    int version() const override { return 3; }
    std::string parameters() const override;
    std::string inputs(const Dossier& dossier) const override;
    // A type that a person has set stays. Throws Error(input, "no-text") for a paper that was not read yet.
    void run(Folder& folder, Executor& pages, Events& events) const override;

private:
    Judgement judge_paper(const Folder& folder, const Paper& paper) const;
    void part_stacks(Folder& folder) const;

    TypeJudge judge_;
    Path children_;
    bool split_;
};

}  // namespace saoy::stages
