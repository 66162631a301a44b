// SPDX-License-Identifier: Apache-2.0
// Sources and modes by the words that drivers have for them: SANE leaves these to each.
#pragma once

#include <string>
#include <vector>

#include "lib/capture/options.hpp"
#include "lib/model/scan_profile.hpp"

namespace saoy::capture {

// Of a driver's words the one that means it; empty when none does.
std::string word_for(PaperSource source, const std::vector<std::string>& words);
std::string word_for_mode(bool colour, const std::vector<std::string>& words);

// Each sets it and gives the driver's word, empty where the device has no choice.
// Throws Error configuration (78): "scanner-no-source", "scanner-no-mode".
std::string choose_source(Options& options, PaperSource source);
std::string choose_mode(Options& options, bool colour);

}  // namespace saoy::capture
