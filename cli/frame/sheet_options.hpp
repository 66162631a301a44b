// SPDX-License-Identifier: Apache-2.0
// The sheets that saoy-scan prints for the office's own use, and what a scan of the target shows.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "cli/frame/tool.hpp"

namespace saoy::cli {

class SheetOptions {
public:
    // Binds --print-separators, --print-target, --qualify, --qualifications.
    explicit SheetOptions(CLI::App& app);
    // Does what was asked for; false when nothing was. `device` is the scanner that made the scan of the target, `dpi`
    // stands for a file that does not say its own. Throws Error usage (64) for options that are missing.
    bool run(const std::string& device, std::optional<double> dpi, Run& run) const;

private:
    void qualify(const std::string& device, std::optional<double> dpi, Run& run) const;
    std::string separators_, target_, scan_, qualifications_;
};

}  // namespace saoy::cli
