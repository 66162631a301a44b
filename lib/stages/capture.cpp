// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/capture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/separator.hpp"

namespace saoy::stages {

namespace {

using text::fill;
using text::tr;

constexpr const char* stage_name = "scan";
constexpr int stage_version = 1;
constexpr std::chrono::milliseconds between_looks{500};  // for paper

Event event_of(Event::Kind kind, const Path& item, const char* code = "", std::string sentence = {},
               std::string hint = {}) {
    Event event;
    event.kind = kind;
    event.stage = stage_name;
    event.item = item.string();
    event.code = code;
    event.text = std::move(sentence);
    event.hint = std::move(hint);
    return event;
}

std::string new_id(Time now, Ids& ids) {
    const VietnamTime t = vietnam_time(now);
    char stamp[48];
    std::snprintf(stamp, sizeof stamp, "scan-%04d%02d%02d-%02d%02d%02d-", t.year, t.month, t.day, t.hour, t.minute,
                  t.second);
    return stamp + ids.uuid().substr(0, 8);
}

std::string of(std::size_t number) { return std::to_string(number); }

bool complete(const Tray& tray) {
    if (tray.closed()) return true;
    const int expected = tray.order().expected_pages, here = int(tray.pages().size());
    if (expected > 0 && expected != here) return false;
    return tray.order().interleave ? tray.backs() && tray.wanted() == 0 : expected > 0;
}

Error too_many(const Tray& tray) {
    return Error(
        Fault::input, "capture-too-many",
        fill(tr("pages that have come: {0}; counted before: {1}"),
             {of(tray.pages().size()), std::to_string(tray.order().expected_pages)}),
        fill(tr("count the papers again; if {0} is right, add --expect-pages {0}"), {of(tray.pages().size())}));
}

// Between two looks into an empty feeder; leaves when a stop is asked for.
void pause(Executor& executor) {
    executor.for_each(1, [](std::size_t) { std::this_thread::sleep_for(between_looks); });
}

Error incomplete(const Tray& tray) {
    const std::size_t here = tray.pages().size();
    if (tray.order().interleave && !tray.backs() && tray.wanted() > 0)
        return Error(
            Fault::temporary, "capture-incomplete",
            fill(tr("fronts that have come: {0}; wanted: {1}"), {of(here), of(here + std::size_t(tray.wanted()))}),
            tr("put the missing papers into the feeder"));
    if (tray.order().interleave && (!tray.backs() || here == std::size_t(tray.wanted())))
        return Error(Fault::temporary, "capture-incomplete",
                     fill(tr("the fronts are in: {0}; the backs are wanted"), {of(here)}),
                     tr("turn the whole stack over as it came out, without sorting it, and put it into the feeder"));
    const std::string sentence =
        fill(tr("pages that have come: {0}; wanted: {1}"), {of(here), of(here + std::size_t(tray.wanted()))});
    if (tray.order().profile.source == PaperSource::flatbed)
        return Error(Fault::temporary, "capture-incomplete", sentence,
                     tray.order().card ? tr("turn the card over on the glass") : tr("put the next page on the glass"));
    return Error(Fault::temporary, "capture-incomplete", sentence, tr("put the missing papers into the feeder"));
}

Error nothing_came(const Tray& tray) {
    const Error none(Fault::temporary, "scanner-empty", tr("there is no paper in the feeder"),
                     tr("put the papers into the feeder, or let it wait for them with --wait-paper"));
    if (tray.pages().empty()) return none;
    if (tray.wanted() != 0 || tray.backs()) return incomplete(tray);
    return Error(
        Fault::temporary, "scanner-empty", none.what(),
        fill(tr("put in the papers that come after page {0}; if that was the last one, add --expect-pages {0}"),
             {of(tray.pages().size())}));
}

// What a person has to know to get the rest.
Error with_way_on(const Error& error, const Path& folder) {
    const std::string on = fill(tr("go on with: saoy-scan --continue {0}"), {folder.string()});
    return Error(error.fault(), error.code(), error.what(), error.hint().empty() ? on : error.hint() + "; " + on);
}

void warn_of_changed_settings(const Tray& tray, const AcceptedSettings& accepted, Events& events) {
    const ScanProfile& wanted = tray.order().profile;
    if (std::abs(accepted.dpi - wanted.dpi) > 0.5)
        events.emit(event_of(Event::Kind::warning, tray.path(), "scanner-dpi",
                             fill(tr("the scanner takes {0} dpi instead of {1}"),
                                  {of(std::size_t(accepted.dpi)), of(std::size_t(wanted.dpi))})));
    const auto short_of = [](double got, double asked) { return got > 0 && got < asked - 1; };
    if (short_of(accepted.width_mm, wanted.width_mm) || short_of(accepted.height_mm, wanted.height_mm))
        events.emit(event_of(Event::Kind::warning, tray.path(), "scanner-area",
                             fill(tr("the scanner takes {0} × {1} mm; the scan profile asks for {2} × {3} mm"),
                                  {of(std::size_t(accepted.width_mm)), of(std::size_t(accepted.height_mm)),
                                   of(std::size_t(wanted.width_mm)), of(std::size_t(wanted.height_mm))}),
                             tr("what lies outside is not in the image")));
}

Json to_json(const CaptureRecord& record) {
    return {{"device", record.device},
            {"sane", record.sane},
            {"profile", record.profile},
            {"source", record.settings.source},
            {"mode", record.settings.mode},
            {"dpi", record.settings.dpi},
            {"width_mm", record.settings.width_mm},
            {"height_mm", record.settings.height_mm},
            {"expected_pages", record.expected_pages},
            {"interleaved", record.interleaved},
            {"card", record.card},
            {"begun", rfc3339(record.begun)},
            {"ended", rfc3339(record.ended)}};
}

}  // namespace

std::optional<Event> break_of(const Tray& tray) {
    if (!tray.broken_off() || complete(tray)) return std::nullopt;
    const bool glass = tray.order().profile.source == PaperSource::flatbed;
    const std::size_t here = tray.pages().size();
    const int last = here > 0 ? tray.pages().back().number : 0;
    const std::string sentence =
        here == 0
            ? tr("the last run was cut off; no page of it is kept")
            : fill(tr("the last run was cut off; the last page that is kept is page {0}"), {of(std::size_t(last))});
    const std::string hint =
        glass       ? tr("put the page that was under way on the glass again")
        : here == 0 ? tr("put all sheets back into the feeder, also one that was under way")
        : tray.order().profile.source == PaperSource::duplex && here % 2 != 0
            ? fill(
                  tr("page {0} is the front of the sheet that was under way, its back is missing: scan the whole stack "
                     "again from the start"),
                  {of(std::size_t(last))})
            : fill(tr("look at page {0}; the sheet that came after it and was under way must lie on top in the "
                      "feeder again"),
                   {of(std::size_t(last))});
    Event event = event_of(Event::Kind::warning, tray.path(), "capture-broken-off", sentence, hint);
    event.numbers = {{"pages", double(here)}, {"last-page", double(last)}};
    return event;
}

Error no_scanner() {
    return Error(Fault::unavailable, "no-scanner", tr("there is no scanner"),
                 tr("look at its cable, power and network, and whether this user is in the group scanner"));
}

std::string only_device(const Path& children, Executor& executor) {
    const std::vector<FoundDevice> found = found_devices(children, executor);
    if (found.empty()) throw no_scanner();
    if (found.size() == 1) return found.front().name;
    std::vector<std::string> names;
    for (const FoundDevice& device : found) names.push_back(device.name);
    throw Error(Fault::usage, "which-scanner", fill(tr("there are {0} scanners"), {of(found.size())}),
                fill(tr("give --device with one of: {0}"), {text::join(names, ", ")}));
}

Path Capture::operator()(const CaptureOrder& order, const Path& work, const Shelf& shelf, Ids& ids, Executor& executor,
                         Events& events) const {
    const Time now = shelf.clock().now();
    Tray tray = Tray::make(work, new_id(now, ids), order, now);
    return run(tray, shelf, executor, events);
}

Path Capture::go_on(const Path& dossier, const std::string& device, int expected_pages, const Shelf& shelf,
                    Executor& executor, Events& events) const {
    if (std::filesystem::exists(dossier / "dossier.xml") && shelf.read(dossier).capture) {
        events.emit(event_of(Event::Kind::skipped, dossier, "complete", tr("all of it is scanned already")));
        return dossier;
    }
    const Time now = shelf.clock().now();
    Tray tray = Tray::open(dossier, now);
    CaptureOrder order = tray.order();
    if (!device.empty()) order.device = device;
    if (expected_pages > 0) order.expected_pages = expected_pages;
    if (order.device != tray.order().device || order.expected_pages != tray.order().expected_pages)
        tray.set_order(order, now);
    return run(tray, shelf, executor, events);
}

Path Capture::run(Tray& tray, const Shelf& shelf, Executor& executor, Events& events) const {
    Event started = event_of(Event::Kind::started, tray.path());
    const int expected = tray.order().expected_pages, here = int(tray.pages().size());
    started.numbers = {{"pages", expected > 0 ? std::max(0, expected - here) : 0}};
    events.emit(started);
    if (const auto broken = break_of(tray)) events.emit(*broken);
    if (!complete(tray)) collect(tray, shelf.clock(), executor, events);
    try {
        return make_dossier(tray, shelf, executor, events);
    } catch (const Error& error) {
        throw with_way_on(error, tray.path());
    }
}

void Capture::collect(Tray& tray, const Clock& clock, Executor& executor, Events& events) const {
    try {
        ScannerTalk scanner(options_.scan.children, tray.order().device, tray.order().profile, options_.scan.rules,
                            executor);
        tray.session(scanner.sane(), scanner.accepted(), clock.now());
        warn_of_changed_settings(tray, scanner.accepted(), events);
        take_pass(scanner, tray, clock, executor, events);
        if (tray.order().interleave && tray.backs() && tray.wanted() > 0 && options_.wait_paper.count() > 0) {
            const Error turn = incomplete(tray);
            events.emit(event_of(Event::Kind::warning, tray.path(), "turn-stack", turn.what(), turn.hint()));
            take_pass(scanner, tray, clock, executor, events);
        }
        if (tray.wanted() > 0) throw incomplete(tray);
        if (const int expected = tray.order().expected_pages; expected > 0 && int(tray.pages().size()) > expected)
            throw too_many(tray);
    } catch (const Error& error) {
        if (tray.pages().empty() || error.fault() == Fault::refused) {
            tray.remove();
            throw;
        }
        // Where the folder cannot be written, that is what stopped it.
        if (error.fault() != Fault::output && error.fault() != Fault::io) tray.problem(error.code(), clock.now());
        throw with_way_on(error, tray.path());
    }
}

// Until the feeder is empty; of a glass, one page.
void Capture::take_pass(ScannerTalk& scanner, Tray& tray, const Clock& clock, Executor& executor,
                        Events& events) const {
    using Now = std::chrono::steady_clock;
    auto until = Now::now() + options_.wait_paper;
    for (std::size_t came = 0;;) {
        if (const auto page = scanner.next()) {
            keep(*page, tray, clock, events);
            if (tray.order().profile.source == PaperSource::flatbed) return;
            ++came;
            until = Now::now() + options_.wait_paper;
        } else if ((came == 0 || tray.wanted() > 0) && Now::now() < until) {
            pause(executor);
        } else if (came == 0) {
            throw nothing_came(tray);
        } else {
            if (tray.order().interleave && !tray.backs() && tray.wanted() <= 0) tray.fronts_are_in(clock.now());
            return;
        }
    }
}

void Capture::keep(const DeliveredPage& delivered, Tray& tray, const Clock& clock, Events& events) const {
    Page page;
    page.number = tray.next_number();
    if (page.number == 0)
        throw Error(Fault::input, "capture-uneven", tr("more backs come than there are fronts"),
                    tr("scan both sides of the stack again from the start"));
    if (tray.pages().size() >= std::size_t(options_.scan.rules.most_pages))
        throw Error(Fault::input, "too-many-pages",
                    fill(tr("more than {0} pages"), {std::to_string(options_.scan.rules.most_pages)}),
                    tr("scan the stack in parts"));
    page.media_type = "image/png";
    page.width = delivered.width;
    page.height = delivered.height;
    page.dpi_x = page.dpi_y = delivered.dpi;
    if (options_.scan.marks) {
        const auto found = options_.scan.marks->page(delivered.png, 0, delivered.dpi, page.number);
        tray.find(findings_of(found, page.number), clock.now());
    }
    tray.keep(delivered.png, delivered.dpi, clock.now());
    Event event = event_of(Event::Kind::progress, tray.path(), "page-captured");
    event.page = page.number;
    events.emit(event);
}

Path Capture::make_dossier(Tray& tray, const Shelf& shelf, Executor& executor, Events& events) const {
    const Time now = shelf.clock().now();
    if (!tray.closed()) tray.close(now);
    const Path& folder = tray.path();
    std::filesystem::remove_all(folder / "images");  // of an attempt that did not come to its end
    make_folder(folder / "images");

    std::vector<Page> masters = tray.pages();
    std::sort(masters.begin(), masters.end(), [](const Page& a, const Page& b) { return a.number < b.number; });
    std::vector<IntakePage> taken(masters.size());
    executor.for_each(masters.size(), [&](std::size_t i) {
        taken[i] = take_in(InputKind::png, folder, masters[i].master.path, options_.scan.children, options_.scan.rules,
                           executor)
                       .pages.front();
        taken[i].page.number = masters[i].number;
        taken[i].page.dpi_x = masters[i].dpi_x;
        taken[i].page.dpi_y = masters[i].dpi_y;
        taken[i].page.quality = masters[i].quality;
    });

    Dossier dossier;
    dossier.id = tray.id();
    dossier.profile = options_.scan.profile;
    dossier.created = now;
    dossier.source_name = tray.order().device;
    dossier.source = {capture_log, crypto::sha256_file(folder / capture_log)};
    dossier.capture = tray.record();
    const Scan::Options& scan = options_.scan;  // each page was screened before it was written
    dossier.pages = make_pages(scan, std::move(taken), folder, {}, folder, executor, events);
    const Split& split = tray.order().split;
    if (split.by == Split::By::separator)
        find_separators(dossier.pages, folder, scan.rules.working_dpi, scan.children, folder, executor, events);
    dossier.papers = split_papers(dossier.pages, split);
    dossier.stages.push_back({stage_name, stage_version, dossier.source.sha256,
                              crypto::sha256(to_json(*dossier.capture).dump() + to_string(split)), now});
    shelf.found(folder, dossier,
                {{"source", dossier.source_name},
                 {"sha256", dossier.source.sha256},
                 {"pages", dossier.pages.size()},
                 {"capture", to_json(*dossier.capture)}});
    Event event = event_of(Event::Kind::finished, folder);
    event.numbers = {{"pages", double(dossier.pages.size())}};
    events.emit(event);
    return folder;
}

}  // namespace saoy::stages
