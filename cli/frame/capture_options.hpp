// SPDX-License-Identifier: Apache-2.0
// The options of saoy-scan that have to do with scanners.
#pragma once

#include "cli/frame/tool.hpp"
#include "lib/stages/capture.hpp"

namespace saoy::cli {

class CaptureOptions {
public:
    explicit CaptureOptions(CLI::App& app);

    bool lists() const { return list_; }  // --list-devices
    bool captures() const;                // papers come from a scanner
    bool needs_work() const { return continue_.empty(); }

    void print_devices(Run& run) const;
    // Scans into `work` (or goes on with --continue), prints the dossier; tells and counts a failure.
    void capture(const std::string& work, const stages::Scan::Options& scan, bool dry, Run& run) const;

private:
    stages::CaptureOrder order(Run& run) const;
    bool list_ = false, card_ = false;
    std::string device_, profile_, collate_, continue_;
    int expected_pages_ = 0, wait_paper_ = 0;
};

}  // namespace saoy::cli
