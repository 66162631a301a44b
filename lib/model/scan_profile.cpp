// SPDX-License-Identifier: Apache-2.0
#include "lib/model/scan_profile.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy {

const ScanProfile& scan_profile_of(const ScanProfiles& profiles, const std::string& name) {
    const auto found = std::find_if(profiles.profiles.begin(), profiles.profiles.end(),
                                    [&](const ScanProfile& profile) { return profile.name == name; });
    if (found != profiles.profiles.end()) return *found;
    std::vector<std::string> names;
    for (const ScanProfile& profile : profiles.profiles) names.push_back(profile.name);
    throw Error(Fault::usage, "no-scan-profile", text::fill(text::tr("there is no scan profile '{0}'"), {name}),
                text::fill(text::tr("give one of: {0}"), {text::join(names, ", ")}));
}

const char* to_string(PaperSource source) noexcept {
    switch (source) {
        case PaperSource::feeder: return "feeder";
        case PaperSource::duplex: return "duplex";
        case PaperSource::flatbed: break;
    }
    return "flatbed";
}

PaperSource paper_source_of(const std::string& word) {
    for (const PaperSource source : {PaperSource::flatbed, PaperSource::feeder, PaperSource::duplex})
        if (word == to_string(source)) return source;
    throw Error(Fault::input, "unknown-source", text::fill(text::tr("there is no paper source '{0}'"), {word}));
}

}  // namespace saoy
