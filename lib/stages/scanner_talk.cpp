// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/scanner_talk.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::stages {

namespace {

constexpr std::chrono::seconds silence_of_list{120};  // every driver looks at its bus or network in turn

std::vector<std::string> words_for(const Path& children, const char* mode) {
    return {(children / "saoy-child-scanner").string(), mode};
}

ChildLimits limits_for(double most_megapixels) {
    ChildLimits limits;
    // the samples, the same as 32-bit pixels, and their PNG; drivers keep a page of their own
    limits.memory_bytes = (std::size_t(1) << 30) + std::size_t(most_megapixels * 16e6);
    limits.cpu_s = 24 * 3600;  // a batch may be long; what counts is its silence
    limits.output_bytes = std::size_t(most_megapixels * 5e6) + (1 << 20);
    return limits;
}

// Throws when a stop was asked for: an executor does, before it works.
std::function<void()> stopping_with(Executor& executor) {
    return [&executor] { executor.for_each(1, [](std::size_t) {}); };
}

Fault fault_of(const std::string& word) {
    for (const Fault fault : {Fault::temporary, Fault::unavailable, Fault::configuration, Fault::input})
        if (word == to_string(fault)) return fault;
    return Fault::internal;
}

[[noreturn]] void throw_end(const ChildOutcome& outcome) {
    using text::tr;
    if (outcome.timed_out)
        throw Error(Fault::unavailable, "scanner-silent",
                    tr("the scanner has said nothing for too long; it was let go"),
                    tr("switch the scanner off and on again"));
    throw Error(Fault::unavailable, "scanner-crashed", tr("the scanner's driver broke down"),
                tr("switch the scanner off and on again; if it happens again, install the vendor's newer driver"));
}

// The next message; what only says that the device lives is passed over.
Json hear_from(Dialogue& dialogue) {
    for (;;) {
        const auto line = dialogue.line();
        if (!line) throw_end(dialogue.end());
        Json message = Json::parse(*line, nullptr, false);
        if (!message.is_object())
            throw Error(Fault::internal, "scanner-talk", text::tr("the scanner program gave no answer"));
        if (message.contains("alive")) continue;
        if (!message.contains("error")) return message;
        const Json& error = message["error"];
        throw Error(fault_of(error.value("fault", "")), error.value("code", "scanner-driver"),
                    error.value("sentence", ""), error.value("hint", ""));
    }
}

}  // namespace

std::vector<FoundDevice> found_devices(const Path& children, Executor& executor) {
    Dialogue dialogue(words_for(children, "list"), limits_for(0), silence_of_list, stopping_with(executor));
    std::vector<FoundDevice> found;
    const Json answer = hear_from(dialogue);
    for (const Json& device : answer.at("devices"))
        found.push_back({device.value("name", ""), device.value("vendor", ""), device.value("model", ""),
                         device.value("type", "")});
    return found;
}

ScannerTalk::ScannerTalk(const Path& children, const std::string& device, const ScanProfile& profile,
                         const ScanRules& rules, Executor& executor)
    : dialogue_(words_for(children, "scan"), limits_for(rules.most_megapixels), profile.silence,
                stopping_with(executor)),
      most_bytes_(std::size_t(rules.most_megapixels * 5e6)) {
    Json options = Json::array();
    for (const auto& [name, value] : profile.options) options.push_back({name, value});
    dialogue_.say(Json{{"device", device},
                       {"source", to_string(profile.source)},
                       {"dpi", profile.dpi},
                       {"colour", profile.colour},
                       {"width_mm", profile.width_mm},
                       {"height_mm", profile.height_mm},
                       {"options", options},
                       {"most_megapixels", rules.most_megapixels}}
                      .dump());
    const Json ready = hear_from(dialogue_).at("ready");
    sane_ = ready.value("sane", "");
    accepted_ = {ready.value("source", ""), ready.value("mode", ""), ready.at("dpi").get<double>(),
                 ready.at("width_mm").get<double>(), ready.at("height_mm").get<double>()};
}

std::optional<DeliveredPage> ScannerTalk::next() {
    dialogue_.say("next");
    const Json message = hear_from(dialogue_);
    if (message.contains("empty")) return std::nullopt;
    const Json& about = message.at("page");
    const auto size = about.at("bytes").get<std::size_t>();
    if (size > most_bytes_)
        throw Error(Fault::internal, "scanner-talk", text::tr("the scanner program gave no answer"));
    auto png = dialogue_.bytes(size);
    if (!png) throw_end(dialogue_.end());
    return DeliveredPage{std::move(*png), about.at("width").get<int>(), about.at("height").get<int>(),
                         about.at("dpi").get<double>()};
}

}  // namespace saoy::stages
