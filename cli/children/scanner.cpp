// SPDX-License-Identifier: Apache-2.0
// Drives one scanner, in a process of its own: SANE is global, and its drivers hang and crash. saoy-scan talks with it
// (lib/stages/scanner_talk), no user does. Every message is one line of JSON; pixels follow their line as bytes.
//
//   saoy-child-scanner list          says {"devices":[{"name","vendor","model","type"}]}
//   saoy-child-scanner scan          hears {"device","source","dpi","colour","width_mm","height_mm","options":[[name,
//                                    value]],"most_megapixels"} and says {"ready":{"sane","source","mode","dpi",
//                                    "width_mm","height_mm"}}; then, for each line "next" that it hears:
//       {"page":{"bytes":N,"width","height","dpi"}} and N bytes: a PNG of the samples as the device sent them
//       {"empty":true}               the feeder has no paper; "next" asks again
//       {"alive":true}               while a page is coming, now and then
//   The end of its standard input ends it, also in the middle of a page: the device is told to stop.
//   A failure is {"error":{"fault","code","sentence","hint"}} and the fault's exit status.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>

#include "cli/children/answer.hpp"
#include "cli/children/language.hpp"
#include "lib/capture/device.hpp"
#include "lib/capture/sane.hpp"
#include "lib/image/page_image.hpp"

namespace {

using namespace saoy;

// saoy-scan does not want to hear more; not a failure.
struct Dismissed {};

// The true standard output: drivers print, and what they print goes to standard error.
FILE* own_output() {
    static FILE* const output = [] {
        FILE* own = ::fdopen(::dup(STDOUT_FILENO), "w");
        ::dup2(STDERR_FILENO, STDOUT_FILENO);
        return own;
    }();
    return output;
}

void say(const Json& message, std::string_view bytes = {}) {
    const std::string line = line_of(message);
    FILE* output = own_output();
    if (output == nullptr || std::fwrite(line.data(), 1, line.size(), output) != line.size() ||
        std::fwrite(bytes.data(), 1, bytes.size(), output) != bytes.size() || std::fflush(output) != 0)
        throw Dismissed();
}

Json list() {
    const capture::Session session;
    Json devices = Json::array();
    for (const FoundDevice& found : capture::found_devices(session))
        devices.push_back(
            {{"name", found.name}, {"vendor", found.vendor}, {"model", found.model}, {"type", found.type}});
    return {{"devices", devices}};
}

ScanProfile profile_from(const Json& wish) {
    ScanProfile profile;
    profile.source = paper_source_of(wish.at("source").get<std::string>());
    profile.dpi = wish.at("dpi").get<double>();
    profile.colour = wish.at("colour").get<bool>();
    profile.width_mm = wish.at("width_mm").get<double>();
    profile.height_mm = wish.at("height_mm").get<double>();
    for (const Json& option : wish.at("options"))
        profile.options.emplace_back(option.at(0).get<std::string>(), option.at(1).get<std::string>());
    return profile;
}

// Called as a page comes in: says so twice a second, and leaves when the other side has gone.
class Pulse {
public:
    void operator()() {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < std::chrono::milliseconds(500)) return;
        last_ = now;
        pollfd other{0, 0, 0};
        if (::poll(&other, 1, 0) == 1 && (other.revents & POLLHUP) != 0) throw Dismissed();
        say({{"alive", true}});
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void scan() {
    std::string line;
    if (!std::getline(std::cin, line)) throw Dismissed();
    const Json wish = Json::parse(line);
    const double most_megapixels = wish.at("most_megapixels").get<double>();
    const capture::Session session;
    capture::Device device(session, wish.at("device").get<std::string>());
    const AcceptedSettings accepted = device.set(profile_from(wish));
    say({{"ready",
          {{"sane", session.version()},
           {"source", accepted.source},
           {"mode", accepted.mode},
           {"dpi", accepted.dpi},
           {"width_mm", accepted.width_mm},
           {"height_mm", accepted.height_mm}}}});
    while (std::getline(std::cin, line) && line == "next") {
        const auto page = device.next(most_megapixels, Pulse());
        if (!page) {
            say({{"empty", true}});
            continue;
        }
        const std::string png = image::png(*page);
        say({{"page", {{"bytes", png.size()}, {"width", page->width}, {"height", page->height}, {"dpi", page->dpi}}}},
            png);
    }
}

int failed(const Error& error) {
    Json reason = told(error);
    reason["fault"] = std::string(to_string(error.fault()));
    say({{"error", std::move(reason)}});
    return exit_status(error.fault());
}

}  // namespace

int main(int argc, char** argv) {
    own_output();
    take_language();
    // The keyboard's interrupt is for saoy-scan, which then dismisses this process in good order.
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGPIPE, SIG_IGN);
    const std::string mode = argc == 2 ? argv[1] : "";
    try {
        try {
            if (mode == "list")
                say(list());
            else if (mode == "scan")
                scan();
            else
                return 64;
            return 0;
        } catch (const Dismissed&) {
            throw;
        } catch (...) {
            return failed(to_error(std::current_exception()));
        }
    } catch (const Dismissed&) {
        return 0;
    }
}
