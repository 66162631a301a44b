// SPDX-License-Identifier: Apache-2.0
// The options of what asks time stamp authorities and the issuers of certificates: the same in saoy-sign and saoy-run;
// saoy-verify has a part of them.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/frame/tool.hpp"
#include "lib/stages/online_child.hpp"

namespace saoy::cli {

// How servers are asked, and where their answers stay.
class AskingWords {
public:
    // Binds --ask-proxy and --answers.
    void bind(CLI::App& app);
    // Answers are kept for this run where no folder was named.
    void read_into(stages::OnlineChild::Options& options) const;

private:
    std::string proxy_, answers_;
    mutable std::unique_ptr<TemporaryFolder> kept_;
};

class OnlineWords {
public:
    // Binds --level, --tsa, --trust, --crl, --ask-proxy, --answers.
    explicit OnlineWords(CLI::App& app);

    stages::OnlineChild::Options read(Run& run) const;
    // What --level says, if it was given. Throws Error(usage) for no level, and for one that needs --trust without it.
    std::optional<SignatureLevel> level() const;
    // Throws Error(usage) without --trust.
    void require_trust() const;

private:
    std::string level_;
    std::vector<std::string> authorities_, trust_, lists_;
    AskingWords asking_;
};

// NAME=PATH, or a path alone: a bundle without a name.
stages::Bundle bundle_of(const std::string& word);

}  // namespace saoy::cli
