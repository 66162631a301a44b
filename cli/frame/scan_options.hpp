// SPDX-License-Identifier: Apache-2.0
// How files are taken in: the same in saoy-scan and saoy-run.
#pragma once

#include <optional>
#include <string>

#include "cli/frame/tool.hpp"
#include "lib/stages/scan.hpp"

namespace saoy::cli {

// By the profile's rules, screened for secrecy marks, parted as `split` says ("file", "separator", "blank" or a
// number). `paper` is the name of a size of the profile, or empty. Throws Error(usage) for another `split` or `paper`.
stages::Scan::Options scan_options(Run& run, std::optional<double> dpi, const std::string& paper,
                                   const std::string& split);

}  // namespace saoy::cli
