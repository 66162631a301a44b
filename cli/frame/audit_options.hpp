// SPDX-License-Identifier: Apache-2.0
// The options of saoy-verify for many files: which of them, where it goes on, and what is written about all.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "cli/frame/tool.hpp"
#include "lib/stages/audit.hpp"

namespace saoy::cli {

struct AuditOptions {
    explicit AuditOptions(CLI::App& app);
    AuditOptions(const AuditOptions&) = delete;
    AuditOptions& operator=(const AuditOptions&) = delete;

    std::optional<std::size_t> sample;
    std::string seed = "1";
    std::string resume, html, xml;

    // Replaces folders, patterns and - by files, and these by a sample if one was asked for. Gives in words what is
    // judged. The sample is the files whose digest with the seed is least: the same on every machine, and one more file
    // in the folder changes it by one at most.
    std::string choose(Run& run) const;
    // Writes the reports that were asked for; tells the totals of more than one file.
    void write(const stages::Audit& audit, const std::string& scope, Run& run) const;
};

}  // namespace saoy::cli
