// SPDX-License-Identifier: Apache-2.0
#include "cli/frame/capture_options.hpp"

#include "cli/frame/choices.hpp"

#include "lib/base/text.hpp"
#include "lib/xml/scan_profiles.hpp"

namespace saoy::cli {

using text::tr;

namespace {

std::string state_of(const stages::Tray& tray) {
    return text::fill(tr("{0}: pages that have come: {1}; the next one will be page {2}"),
                      {tray.path().string(), std::to_string(tray.pages().size()), std::to_string(tray.next_number())});
}

}  // namespace

CaptureOptions::CaptureOptions(CLI::App& app) {
    app.add_flag("--list-devices", list_, tr("print the scanners that are there, and end"));
    app.add_option("--device", device_, tr("scan from this device; default: the only one there is"))->type_name("NAME");
    app.add_option("--scan-profile", profile_,
                   tr("scan as the profile folder's scan-profiles.xml says under this name"))
        ->type_name("NAME");
    app.add_option("--expect-pages", expected_pages_, tr("pages that a person has counted; others are told"))
        ->check(in_range(1, 100000))
        ->type_name("N");
    app.add_option("--wait-paper", wait_paper_, tr("wait this long for paper to be put in"))
        ->check(in_range(0, 86400))
        ->type_name("SECONDS");
    app.add_option("--collate", collate_,
                   tr("both sides on a one-sided feeder: interleave takes the fronts, then the turned stack's backs"))
        ->transform(one_of({"interleave"}));
    app.add_flag("--card", card_, tr("scan the two sides of a card"));
    app.add_option("--continue", continue_, tr("go on with a scan that stopped; its pages are kept"))
        ->type_name("DOSSIER");
}

bool CaptureOptions::captures() const {
    return !device_.empty() || !profile_.empty() || !collate_.empty() || card_ || !continue_.empty();
}

void CaptureOptions::print_devices(Run& run) const {
    const std::vector<FoundDevice> found = stages::found_devices(run.children(), run.executor());
    for (const FoundDevice& device : found)
        run.print(
            run.json()
                ? Json{{"name", device.name}, {"vendor", device.vendor}, {"model", device.model}, {"type", device.type}}
                      .dump()
                : device.name + "\t" + device.vendor + " " + device.model + "\t" + device.type);
    if (found.empty()) throw stages::no_scanner();
}

stages::CaptureOrder CaptureOptions::order(Run& run) const {
    const ScanProfiles profiles = xml::read_scan_profiles(run.profile_folder(), run.schemas());
    stages::CaptureOrder order;
    order.profile = scan_profile_of(profiles, !profile_.empty() ? profile_ : card_ ? profiles.card : profiles.usual);
    order.expected_pages = card_ && expected_pages_ == 0 ? 2 : expected_pages_;
    order.interleave = !collate_.empty();
    order.card = card_;
    if (order.interleave && order.profile.source != PaperSource::feeder)
        throw Error(Fault::usage, "collate-source", tr("--collate is for a feeder that takes one side"),
                    tr("choose a scan profile whose source is feeder"));
    if (order.interleave && order.expected_pages % 2 != 0)
        throw Error(Fault::usage, "collate-odd", tr("sheets with two sides have an even number of pages"),
                    tr("count empty backs too"));
    order.device = device_.empty() ? stages::only_device(run.children(), run.executor()) : device_;
    return order;
}

void CaptureOptions::capture(const std::string& work, const stages::Scan::Options& scan, bool dry, Run& run) const {
    const stages::Capture capture({scan, std::chrono::seconds(wait_paper_)});
    const auto go = [&]() -> std::string {
        if (!continue_.empty()) {
            if (dry) {
                const stages::Tray tray = stages::Tray::open(continue_, run.clock().now());
                if (const auto broken = stages::break_of(tray)) run.events().emit(*broken);
                return state_of(tray);
            }
            return capture.go_on(continue_, device_, expected_pages_, run.shelf(), run.executor(), run.events());
        }
        stages::CaptureOrder wanted = order(run);
        wanted.split = scan.split;
        if (dry)
            return text::fill(tr("would scan from {0} as {1}: {2}, {3} dpi"),
                              {wanted.device, wanted.profile.name, to_string(wanted.profile.source),
                               std::to_string(int(wanted.profile.dpi))});
        return capture(wanted, work, run.shelf(), run.ids(), run.executor(), run.events());
    };
    run.for_each_of({continue_.empty() ? device_ : continue_}, [&](const std::string&) {
        const std::string answer = go();
        if (dry) return run.print(answer);
        const Dossier dossier = run.shelf().read(answer);
        if (verdict_of(dossier) == Level::fail) run.answer_no();
        run.print(run.json() ? Json{{"dossier", answer},
                                    {"pages", dossier.pages.size()},
                                    {"quality", to_string(verdict_of(dossier))}}
                                   .dump()
                             : answer);
    });
}

}  // namespace saoy::cli
