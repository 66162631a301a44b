// SPDX-License-Identifier: Apache-2.0
// How papers are captured from a device: named settings of the profile folder (scan-profiles.xml), and what became of
// them.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/clock.hpp"

namespace saoy {

struct FoundDevice {
    std::string name, vendor, model, type;  // as the driver says them
};

enum class PaperSource { flatbed, feeder, duplex };

struct ScanProfile {
    std::string name;
    PaperSource source = PaperSource::flatbed;
    double dpi = 300;
    bool colour = true;
    double width_mm = 210, height_mm = 297;  // of the area that is captured, from the sheet's upper left corner
    std::chrono::seconds silence{120};       // a device that says nothing for so long has hung
    std::vector<std::pair<std::string, std::string>> options;  // a driver's own, set last
};

struct ScanProfiles {
    std::vector<ScanProfile> profiles;
    std::string usual, card;  // names: when none is given, and for --card
};

const ScanProfile& scan_profile_of(const ScanProfiles& profiles, const std::string& name);  // throws Error(usage)

const char* to_string(PaperSource source) noexcept;    // "flatbed", "feeder", "duplex"
PaperSource paper_source_of(const std::string& word);  // throws Error(input) for anything else

// What the device made of the settings.
struct AcceptedSettings {
    std::string source, mode;  // the driver's own words; empty where it has no such option
    double dpi = 0;            // the same both ways
    double width_mm = 0, height_mm = 0;
};

// How a dossier's pages came from a device; part of dossier.xml.
struct CaptureRecord {
    std::string device;   // SANE's name of it; its first word is the driver
    std::string sane;     // version of the interface
    std::string profile;  // name of the scan profile
    AcceptedSettings settings;
    int expected_pages = 0;  // as a person counted them; 0 = not counted
    bool interleaved = false, card = false;
    Time begun{}, ended{};
};

}  // namespace saoy
