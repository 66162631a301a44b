// SPDX-License-Identifier: Apache-2.0
// What saoy-scan prints for the office's own use.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/frame/tool.hpp"

namespace saoy::cli {

class SheetOptions {
public:
    explicit SheetOptions(CLI::App& app);  // binds --print-separators
    // Writes what was asked for and prints its path; false when nothing was.
    bool print(Run& run) const;

private:
    std::string separators_;
};

}  // namespace saoy::cli
