// SPDX-License-Identifier: Apache-2.0
// Capture from a scanner: each page durable as it comes, then one dossier of them all.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/events.hpp"
#include "lib/stages/scan.hpp"
#include "lib/stages/scanner_talk.hpp"
#include "lib/stages/tray.hpp"

namespace saoy::stages {

// Codes of what stops a capture, with their faults: "scanner-empty", "scanner-jam", "scanner-cover-open",
// "scanner-double-feed", "scanner-busy", "scanner-memory", "capture-incomplete" (temporary, 75); "scanner-gone",
// "scanner-denied", "scanner-silent", "scanner-crashed", "scanner-driver", "scanner-format", "scanner-page-torn",
// "no-scanner" (unavailable, 69); "scanner-option", "scanner-no-source", "scanner-no-mode" (configuration, 78);
// "capture-too-many", "capture-uneven" (input, 65); "which-scanner" (usage, 64).
class Capture {
public:
    struct Options {
        Scan::Options scan;
        std::chrono::seconds wait_paper{0};  // for paper that is not there yet
    };

    explicit Capture(Options options) : options_(std::move(options)) {}

    // Makes WORK/<id> of what the device delivers until its feeder is empty (a glass: one page a call), and gives its
    // path. When it stops early, what has come stays there for go_on; when nothing has come, nothing stays. A page that
    // the screen refuses takes the whole capture with it. Throws the Errors above.
    Path operator()(const CaptureOrder& order, const Path& work, const Shelf& shelf, Ids& ids, Executor& executor,
                    Events& events) const;

    // Goes on with a capture that stopped. `device` and `expected_pages` replace what was asked for, unless empty or 0.
    // A capture that is complete already gives its path, with a `skipped` event.
    Path go_on(const Path& dossier, const std::string& device, int expected_pages, const Shelf& shelf,
               Executor& executor, Events& events) const;

private:
    Path run(Tray& tray, const Shelf& shelf, Executor& executor, Events& events) const;
    void collect(Tray& tray, const Clock& clock, Executor& executor, Events& events) const;
    void take_pass(ScannerTalk& scanner, Tray& tray, const Clock& clock, Executor& executor, Events& events) const;
    void keep(const DeliveredPage& delivered, Tray& tray, const Clock& clock, Events& events) const;
    Path make_dossier(Tray& tray, const Shelf& shelf, Executor& executor, Events& events) const;
    Options options_;
};

// What a person must do before a capture goes on whose last run was killed: the warning "capture-broken-off", which
// names the page that came last. Nothing where that run came to its end, or where no more pages are wanted.
std::optional<Event> break_of(const Tray& tray);

Error no_scanner();
// The name of the only scanner there is. Throws Error "no-scanner" (69), "which-scanner" (64).
std::string only_device(const Path& children, Executor& executor);

}  // namespace saoy::stages
