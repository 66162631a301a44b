// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/qualification.hpp"

#include <cmath>
#include <tuple>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"

namespace saoy::stages {

namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

TargetReading read_in_child(const Path& scan, std::optional<double> dpi, const Profile& profile, const Path& children) {
    const double megapixels = profile.scan.most_megapixels;
    ChildLimits limits;
    limits.memory_bytes = (std::size_t(512) << 20) + std::size_t(megapixels * 12e6);
    limits.cpu_s = 120;
    limits.wall = std::chrono::minutes(10);
    const ChildOutcome outcome = run_child({(children / "saoy-child-target").string(), scan.string(),
                                            std::to_string(megapixels), std::to_string(dpi.value_or(0))},
                                           {}, limits);
    const Json answer = Json::parse(outcome.out, nullptr, false);
    if (!answer.is_object())
        throw Error(Fault::input, "unreadable",
                    text::tr("the file broke the program that reads it; it is damaged or hostile"),
                    text::tr("scan the paper again"));
    if (answer.contains("error")) {
        const Json& error = answer["error"];
        throw Error(outcome.status == exit_status(Fault::input) ? Fault::input : Fault::io,
                    error.value("code", "unreadable"), text::tr(error.value("sentence", "").c_str()),
                    text::tr(error.value("hint", "").c_str()));
    }
    TargetReading reading;
    reading.said_dpi = answer.at("said_dpi");
    reading.dpi_across = answer.at("dpi_across");
    reading.dpi_down = answer.at("dpi_down");
    reading.skew = answer.at("skew");
    reading.distortion_mm = answer.at("distortion_mm");
    reading.uniformity = answer.at("uniformity");
    reading.white = answer.at("white");
    reading.black = answer.at("black");
    reading.tone_steps = answer.at("tone_steps");
    reading.mtf50_across = answer.at("mtf50_across");
    reading.mtf50_down = answer.at("mtf50_down");
    return reading;
}

struct Known {
    Time at{};
    bool passed = false;
};

// The last line of the device. A torn line, from a power cut, was never a whole record.
std::optional<Known> newest(const Path& file, const std::string& device) {
    std::optional<Known> found;
    if (!std::filesystem::exists(file)) return found;
    for (const std::string& line : text::split(read_file(file), '\n')) {
        const Json entry = Json::parse(line, nullptr, false);
        if (!entry.is_object() || entry.value("device", "") != device) continue;
        const Known known{parse_rfc3339(entry.value("at", "")), entry.value("verdict", "") == "passed"};
        if (!found || known.at >= found->at) found = known;
    }
    return found;
}

// Calendar months in Vietnam; the same day of the last month still counts.
bool is_younger(Time at, int months, Time now) {
    const VietnamTime then = vietnam_time(at), today = vietnam_time(now);
    const int last = then.year * 12 + then.month - 1 + months;
    return std::tuple(today.year * 12 + today.month - 1, today.day) <= std::tuple(last, then.day);
}

}  // namespace

std::vector<std::string> judge(const TargetReading& reading, const QualificationRules& rules) {
    std::vector<std::string> faults;
    const auto must = [&](bool holds, const char* code) {
        if (!holds) faults.emplace_back(code);
    };
    const auto off = [&](double dpi) { return std::abs(dpi / reading.said_dpi - 1) * 100; };
    must(off(reading.dpi_across) <= rules.dpi_tolerance && off(reading.dpi_down) <= rules.dpi_tolerance, "dpi-off");
    must(std::abs(reading.skew) <= rules.most_skew, "skewed");
    must(reading.distortion_mm <= rules.most_distortion_mm, "distorted");
    must(reading.uniformity >= rules.least_uniformity, "uneven-light");
    must(reading.tone_steps >= rules.least_tone_steps, "tones-lost");
    must(reading.white - reading.black >= rules.least_contrast, "contrast-low");
    must(std::min(reading.mtf50_across, reading.mtf50_down) >= rules.least_mtf50, "unsharp");
    return faults;
}

Qualification qualify(const Path& scan, const std::string& device, std::optional<double> dpi, const Profile& profile,
                      const Path& children, Time now) {
    Qualification made;
    made.at = now;
    made.device = device;
    made.scan_sha256 = crypto::sha256_file(scan);
    made.reading = read_in_child(scan, dpi, profile, children);
    made.faults = judge(made.reading, profile.qualification);
    return made;
}

Json to_json(const Qualification& qualification) {
    const TargetReading& reading = qualification.reading;
    return {{"v", 1},
            {"at", rfc3339(qualification.at)},
            {"device", qualification.device},
            {"scan_sha256", qualification.scan_sha256},
            {"said_dpi", rounded(reading.said_dpi)},
            {"dpi_across", rounded(reading.dpi_across)},
            {"dpi_down", rounded(reading.dpi_down)},
            {"skew", rounded(reading.skew)},
            {"distortion_mm", rounded(reading.distortion_mm)},
            {"uniformity", rounded(reading.uniformity)},
            {"white", rounded(reading.white)},
            {"black", rounded(reading.black)},
            {"tone_steps", reading.tone_steps},
            {"mtf50_across", rounded(reading.mtf50_across)},
            {"mtf50_down", rounded(reading.mtf50_down)},
            {"verdict", qualification.faults.empty() ? "passed" : "failed"},
            {"faults", qualification.faults}};
}

void record(const Path& file, const Qualification& qualification) {
    // Behind a line that a power cut has torn, a new one begins.
    const bool torn = std::filesystem::exists(file) && !read_file(file).ends_with('\n');
    append_line(file, (torn ? "\n" : "") + to_json(qualification).dump());
}

void must_be_qualified(const Path& file, const std::string& device, const QualificationRules& rules, Time now) {
    const auto refuse = [&](std::string sentence) {
        throw Error(Fault::refused, "device-unqualified", std::move(sentence),
                    text::tr("measure the scanner: saoy-scan --print-target, scan it, saoy-scan --qualify"));
    };
    if (device.empty())
        throw Error(Fault::refused, "device-unqualified",
                    text::tr("the dossier does not say which scanner its pages come from"),
                    text::tr("name it with saoy-scan --from-device"));
    const auto known = newest(file, device);
    if (!known) refuse(text::fill(text::tr("scanner {0} has never been qualified"), {device}));
    if (!known->passed)
        refuse(text::fill(text::tr("scanner {0} failed its qualification of {1}"), {device, rfc3339(known->at)}));
    if (!is_younger(known->at, rules.months, now))
        refuse(text::fill(text::tr("the qualification of scanner {0} is of {1}, older than {2} months"),
                          {device, rfc3339(known->at), std::to_string(rules.months)}));
}

}  // namespace saoy::stages
