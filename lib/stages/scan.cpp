// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/scan.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/stages/derive.hpp"
#include "lib/stages/separator.hpp"
#include "lib/stages/tell_finding.hpp"

namespace saoy::stages {

namespace {

constexpr const char* stage_name = "scan";
constexpr int stage_version = 1;
constexpr std::size_t id_digits = 16;  // of the source's digest, at the end of a dossier's name

void tell(Events& events, Event::Kind kind, const Path& input, int page, const char* code, std::string sentence,
          std::string hint = {}) {
    Event event;
    event.kind = kind;
    event.stage = stage_name;
    event.item = input.string();
    event.page = page;
    event.code = code;
    event.text = std::move(sentence);
    event.hint = std::move(hint);
    events.emit(event);
}

std::string number(double value) { return std::to_string(std::lround(value)); }

double length_mm(const Page& page) { return 25.4 * std::max(page.width / page.dpi_x, page.height / page.dpi_y); }

// A page of a length that no paper has: the file's resolution is wrong.
bool is_plausible(const Page& page, const ScanRules& rules) {
    return page.rendered || (length_mm(page) >= rules.least_length_mm && length_mm(page) <= rules.most_length_mm);
}

}  // namespace

void settle_resolution(std::vector<IntakePage>& pages, const Scan::Options& options) {
    for (IntakePage& taken : pages) {
        Page& page = taken.page;
        const bool said = page.dpi_x != 0 && page.dpi_y != 0;
        if (!said && !options.dpi && options.paper) {  // the sheet's edges will tell
            page.dpi_x = page.dpi_y = 0;
            continue;
        }
        if (!said && !options.dpi)
            throw Error(Fault::input, "no-resolution",
                        text::fill(text::tr("page {0}: image has no resolution"), {std::to_string(page.number)}),
                        text::tr("give --dpi, or --paper for a photograph"));
        if (options.dpi && (!said || !is_plausible(page, options.rules))) page.dpi_x = page.dpi_y = *options.dpi;
        if (!is_plausible(page, options.rules))
            throw Error(Fault::input, "resolution-implausible",
                        text::fill(text::tr("page {0} would be {1} mm long at {2} dpi; no paper is"),
                                   {std::to_string(page.number), number(length_mm(page)), number(page.dpi_x)}),
                        text::tr("give the true resolution with --dpi"));
        if (std::abs(page.dpi_x - page.dpi_y) > 0.02 * page.dpi_x)
            throw Error(Fault::input, "uneven-resolution",
                        text::fill(text::tr("page {0}: {1} dpi across and {2} dpi down"),
                                   {std::to_string(page.number), number(page.dpi_x), number(page.dpi_y)}),
                        text::tr("scan it with the same resolution both ways"));
    }
}

std::vector<Page> make_pages(const Scan::Options& options, std::vector<IntakePage> taken, const Path& folder,
                             const KnownFile& known, const Path& item, Executor& executor, Events& events) {
    settle_resolution(taken, options);
    const auto with_bytes = [&](std::size_t i, const auto& work) {
        const std::string& path = taken[i].page.master.path;
        try {
            if (path == known.path)
                work(known.bytes);
            else
                work(std::string_view(read_file(folder / path)));
        } catch (Error& error) {
            error.in(text::fill(text::tr("page {0}"), {std::to_string(i + 1)}));
            throw;
        }
    };
    const Derive derive(options.rules, options.readers, options.paper);
    std::vector<Page> pages(taken.size());
    executor.for_each(taken.size(), [&](std::size_t i) {
        with_bytes(i, [&](std::string_view bytes) { pages[i] = derive(taken[i], bytes, folder); });
        if (pages[i].blank)
            tell(events, Event::Kind::progress, item, int(i) + 1, "blank",
                 text::tr("the page looks empty; it is kept"));
        for (const Finding& finding : pages[i].quality.findings)
            tell_finding(stage_name, item.string(), pages[i].number, finding, events);
    });
    return pages;
}

namespace {

std::string rules_text(const Scan::Options& options) {
    const ScanRules& rules = options.rules;
    return Json{{"working_dpi", rules.working_dpi}, {"render_dpi", rules.render_dpi},
                {"dpi", options.dpi.value_or(0)},   {"paper", options.paper ? options.paper->name : ""},
                {"limits", to_text(rules.limits)},  {"split", to_string(options.split)}}
        .dump();
}

// Fills `folder` with pages/ and images/; gives the dossier they make.
Dossier stage_files(const Scan::Options& options, const std::string& bytes, const std::string& digest,
                    const std::vector<MarkFound>& doubts, const Path& input, const Path& folder, Time now,
                    Executor& executor, Events& events) {
    const InputKind kind = kind_of(bytes);
    make_folder(folder / "pages");
    make_folder(folder / "images");
    Dossier dossier;
    dossier.id = text::slug(text::mask_numbers(input.stem().string())) + "-" + digest.substr(0, id_digits);
    dossier.profile = options.profile;
    dossier.created = now;
    dossier.source_name = input.filename().string();
    dossier.source_device = options.device;
    dossier.source = {std::string("pages/source") + extension_of(kind), digest};
    write_file(folder / dossier.source.path, bytes);

    Intake intake = take_in(kind, folder, dossier.source.path, options.children, options.rules, executor);
    dossier.electronic_pages = intake.electronic_pages;
    for (IntakePage& taken : intake.pages) taken.page.quality.findings = findings_of(doubts, taken.page.number);
    dossier.pages =
        make_pages(options, std::move(intake.pages), folder, {dossier.source.path, bytes}, input, executor, events);

    if (is_electronic(dossier)) {
        tell(events, Event::Kind::progress, input, 0, "already-electronic",
             text::tr("the PDF is signed: it is kept byte for byte as the electronic document that it is"));
        // No page of it is taken apart, so that no page can bear the finding.
        for (const MarkFound& doubt : doubts)
            tell(
                events, Event::Kind::warning, input, doubt.page, secrecy_doubt,
                retake_sentence({secrecy_doubt, Level::fail, "", 1}, doubt.page),
                text::tr("look at the document; if it is secret, it must not be on this computer: remove the dossier"));
    }
    if (options.split.by == Split::By::separator)
        find_separators(dossier.pages, folder, options.rules.working_dpi, options.children, input, executor, events);
    dossier.papers = split_papers(dossier.pages, options.split);
    dossier.stages.push_back(
        {stage_name, stage_version, crypto::sha256(digest), crypto::sha256(rules_text(options)), now});
    return dossier;
}

// A private folder in WORK, locked while its run lives, so that the next run knows what a killed one left.
class Staging {
public:
    explicit Staging(const Path& work)
        : folder_(work), lock_(folder_.path() / held, false), dossier_(folder_.path() / "dossier") {
        make_folder(dossier_);
    }
    const Path& dossier() const { return dossier_; }

    // Call with WORK's lock held: a folder without its lock file cannot then be one that is just being made.
    static void clear(const Path& leftover) {
        try {
            const FileLock lock(leftover / held, false);
            std::error_code ignored;  // what cannot be removed now is tried again by the next run
            std::filesystem::remove_all(leftover, ignored);
        } catch (const Error& error) {
            // in use, or gone meanwhile: its owner clears it
            if (error.fault() != Fault::temporary && std::filesystem::exists(leftover)) throw;
        }
    }

private:
    static constexpr const char* held = ".held";
    TemporaryFolder folder_;
    FileLock lock_;
    Path dossier_;
};

// WORK/<…>-<16 hex digits> if it is there. Clears what killed runs left, on the way.
std::optional<Path> find_dossier(const Path& work, const std::string& digest) {
    const std::string ending = "-" + digest.substr(0, id_digits);
    std::optional<Path> found;
    for (const auto& entry : std::filesystem::directory_iterator(work)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind(".saoy-", 0) == 0) Staging::clear(entry.path());
        const bool same =
            name.size() > ending.size() && name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
        if (same && name.front() != '.' && entry.is_directory()) found = entry.path();
    }
    return found;
}

// The first 16 digits name the folder; all 64 must agree.
Path duplicate(const Path& dossier, const std::string& digest, const Path& input, const Shelf& shelf, Events& events) {
    if (shelf.read(dossier).source.sha256 != digest)
        throw Error(Fault::input, "digest-clash", text::fill(text::tr("{0} holds another file"), {dossier.string()}));
    tell(events, Event::Kind::skipped, input, 0, "duplicate",
         text::fill(text::tr("already taken in as {0}"), {dossier.string()}));
    return dossier;
}

// Before anything of the file is written anywhere. What a clerk must decide about goes on.
std::vector<MarkFound> screen(const Scan::Options& options, const std::string& bytes, Executor& executor) {
    if (!options.marks) return {};
    return options.marks->file(kind_of(bytes), bytes, options.dpi, executor);
}

Path lock_file(const Path& work) { return work / ".lock"; }

}  // namespace

Path Scan::operator()(const Path& input, const Path& work, const Shelf& shelf, Executor& pages, Events& events) const {
    const std::string bytes = read_file(input);
    const std::string digest = crypto::sha256(bytes);
    kind_of(bytes);  // before anything is made
    if (std::filesystem::is_directory(work)) {
        const FileLock lock(lock_file(work), true);
        if (const auto known = find_dossier(work, digest)) return duplicate(*known, digest, input, shelf, events);
    }
    const std::vector<MarkFound> doubts = screen(options_, bytes, pages);
    make_folder(work);
    std::optional<Staging> staging;
    {
        const FileLock lock(lock_file(work), true);
        if (const auto known = find_dossier(work, digest)) return duplicate(*known, digest, input, shelf, events);
        staging.emplace(work);
    }
    tell(events, Event::Kind::started, input, 0, "", "");
    const Dossier dossier =
        stage_files(options_, bytes, digest, doubts, input, staging->dossier(), shelf.clock().now(), pages, events);
    const FileLock lock(lock_file(work), true);
    // Another process may have taken in the same bytes meanwhile.
    if (const auto known = find_dossier(work, digest)) return duplicate(*known, digest, input, shelf, events);
    const Path made = shelf.adopt(work, staging->dossier(), dossier,
                                  {{"source", text::mask_numbers(dossier.source_name)},
                                   {"sha256", digest},
                                   {"pages", dossier.pages.size()},
                                   {"doubts", doubts.size()},
                                   {"derived", operations_on(dossier.pages)},
                                   {"rules", rules_text(options_)}});
    Event event;
    event.kind = Event::Kind::finished;
    event.stage = stage_name;
    event.item = input.string();
    event.numbers = {{"pages", double(dossier.pages.size())}};
    events.emit(event);
    return made;
}

Dossier Scan::preview(const Path& input, const Clock& clock, Executor& pages, Events& events) const {
    const std::string bytes = read_file(input);
    const std::vector<MarkFound> doubts = screen(options_, bytes, pages);
    const TemporaryFolder folder;
    return stage_files(options_, bytes, crypto::sha256(bytes), doubts, input, folder.path(), clock.now(), pages,
                       events);
}

std::vector<std::string> files_to_scan(const std::string& input) {
    if (!std::filesystem::is_directory(input)) return {input};
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(input))
        if (entry.is_regular_file() && entry.path().filename().string().front() != '.')
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty())
        throw Error(Fault::missing, "empty-folder", input + ": " + text::tr("the folder holds no files"),
                    text::tr("give the folder that the scanner writes to"));
    return files;
}

}  // namespace saoy::stages
