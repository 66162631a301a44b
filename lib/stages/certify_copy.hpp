// SPDX-License-Identifier: Apache-2.0
// Makes the certified copies of a dossier: a number from the register, the statement, the file (NĐ 45/2020 Đ.10).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/base/files.hpp"
#include "lib/model/profile.hpp"
#include "lib/stages/stage.hpp"
#include "lib/store/register.hpp"

namespace saoy::stages {

class CertifyCopy : public Stage {
public:
    struct Options {
        std::string mode = "chung-thuc";
        Path register_file;
        const Profile& profile;      // outlives the stage
        Path qualifications{};       // of scanners; empty: qualifications.jsonl beside the register
        std::string requester{};     // who asks for the copies; may be empty
        int copies = 1;              // handed out at one time under the one number
        std::vector<int> excerpt{};  // pages of the dossier, for the mode that takes an excerpt
    };

    // Throws Error: configuration for a mode that the profile has not, or a template with a blank that nothing fills;
    // usage ("which-pages", "whole-copy") where pages are not given for an excerpt, or given for another mode.
    explicit CertifyCopy(Options options);

    std::string_view name() const override { return "certify-copy"; }
    int version() const override { return 4; }
    std::string parameters() const override;
    // Not the copies' digests: signing changes those files later.
    std::string inputs(const Dossier& dossier) const override;
    bool in_order() const override { return true; }
    // Throws Error(refused): what must_be_attested says, "not-classified", "already-electronic", "device-unqualified",
    // "already-certified", "other-mode" for a paper that has a copy of another mode; Error(temporary, "register-away")
    // where the register's server is out of reach: all that needs no number has then been tried. A copy that bears a
    // signature or is issued is never made again.
    void run(Folder& folder, Executor& pages, Events& events) const override;

    struct Preview {
        std::string paper, paper_name, book;
        int year = 0, pages = 0, fee = 0;
        bool own_page = false;
    };
    // What run would make, without touching the register or the folder.
    std::vector<Preview> preview(const Folder& folder, Executor& pages) const;

private:
    std::vector<const Paper*> papers_to_copy(const Folder& folder) const;
    std::unique_ptr<store::Register> reach_register(Folder& folder, Executor& pages) const;

    Options options_;
    const CopyMode& mode_;
};

}  // namespace saoy::stages
