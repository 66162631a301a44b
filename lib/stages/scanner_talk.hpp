// SPDX-License-Identifier: Apache-2.0
// saoy-scan's side of the talk with the program that drives a scanner (cli/children/scanner.cpp has its messages).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/dialogue.hpp"
#include "lib/base/executor.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/profile.hpp"
#include "lib/model/scan_profile.hpp"

namespace saoy::stages {

// Every scanner that SANE finds. Throws Error unavailable (69): "scanner-silent", "scanner-crashed".
std::vector<FoundDevice> found_devices(const Path& children, Executor& executor);

struct DeliveredPage {
    std::string png;  // the samples as the device sent them, losslessly
    int width = 0, height = 0;
    double dpi = 0;
};

// One scanner, set and ready. Each call throws what the device's driver answered (lib/capture/sane.cpp has the codes),
// or Error unavailable (69) "scanner-silent" after the profile's silence, "scanner-crashed" when the driver broke its
// process, or interrupted (130) when the executor was asked to stop.
class ScannerTalk {
public:
    ScannerTalk(const Path& children, const std::string& device, const ScanProfile& profile, const ScanRules& rules,
                Executor& executor);

    const std::string& sane() const noexcept { return sane_; }
    const AcceptedSettings& accepted() const noexcept { return accepted_; }
    // The next page or side; nothing when the feeder is empty. The device does not begin a sheet before it is asked.
    std::optional<DeliveredPage> next();

private:
    Json hear();
    Dialogue dialogue_;
    std::size_t most_bytes_;
    std::string sane_;
    AcceptedSettings accepted_;
};

}  // namespace saoy::stages
