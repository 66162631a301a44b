// SPDX-License-Identifier: Apache-2.0
// Is a scanner good enough to certify from? It scans a printed target; what is measured is judged by the profile's
// rules, dated, and kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/model/dossier.hpp"
#include "lib/model/profile.hpp"
#include "lib/model/scan_target.hpp"

namespace saoy::stages {

struct Qualification {
    Time at{};
    std::string device;       // the scanner, by the name that its dossiers bear
    std::string scan_sha256;  // of the scanned target
    TargetReading reading;
    std::vector<std::string> faults;  // codes; none: it passed
};

// The codes of what does not hold: "dpi-off", "skewed", "distorted", "uneven-light", "tones-lost", "contrast-low",
// "unsharp".
std::vector<std::string> judge(const TargetReading& reading, const QualificationRules& rules);

// Measures a scan of the target in a limited child (`children` is its folder). `dpi` stands for a file that does not
// say its own. Throws Error input (65, "no-target", "no-resolution" and what reading an image throws).
Qualification qualify(const Path& scan, const std::string& device, std::optional<double> dpi, const Profile& profile,
                      const Path& children, Time now);

// schemas/qualification.schema.json; a line of the file that record() appends to.
Json to_json(const Qualification& qualification);
void record(const Path& file, const Qualification& qualification);

// The day until which a qualification of the device holds: its newest one passed, and is younger than the rules'
// months. Throws Error refused (77, "device-unqualified") saying what is missing.
void must_be_qualified(const Path& file, const std::string& device, const QualificationRules& rules, Time now);

}  // namespace saoy::stages
