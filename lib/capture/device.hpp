// SPDX-License-Identifier: Apache-2.0
// Scanners through SANE: what is there, how one is set, its pages one after the other.
//
// For a child process that does nothing else: SANE is global, drivers hang and crash. Needs a Session.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/raster.hpp"
#include "lib/model/scan_profile.hpp"

namespace saoy::capture {

class Session;

std::vector<FoundDevice> found_devices(const Session& session);

class Device {
public:
    // Throws Error unavailable (69) "scanner-gone", "scanner-denied", temporary (75) "scanner-busy".
    Device(const Session& session, const std::string& name);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    // Sets source, colour, resolution, area and the profile's own options; gives what the device made of it.
    // Throws Error configuration (78) "scanner-no-source", "scanner-option" for what it cannot do.
    AcceptedSettings set(const ScanProfile& wanted);

    // The next page or side, 8 bits a sample; nothing when the feeder has no paper (more). `alive` is called whenever
    // something of the page has come, and may throw to leave. Throws Error: "scanner-jam", "scanner-cover-open",
    // "scanner-double-feed", "scanner-gone" and whatever sane.cpp makes of SANE's states; "scanner-format" for pixels
    // that are not grey or RGB of 8 bits, or more than `most_megapixels`.
    std::optional<Raster> next(double most_megapixels, const std::function<void()>& alive);

private:
    std::optional<Raster> read(double most_megapixels, const std::function<void()>& alive);
    [[noreturn]] void fail(int state) const;
    void* handle_ = nullptr;
    double dpi_ = 0;
    bool feeds_ = false;
};

}  // namespace saoy::capture
