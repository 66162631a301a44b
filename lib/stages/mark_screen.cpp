// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/mark_screen.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include "lib/base/child.hpp"
#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/memory_file.hpp"
#include "lib/base/text.hpp"
#include "lib/image/marks.hpp"
#include "lib/stages/mark_candidates.hpp"
#include "lib/stages/mark_text.hpp"

namespace saoy::stages {

namespace {

constexpr int drawn_dpi = 150;      // of PDF pages: frames and words of stamps are plain at it
constexpr int pages_at_once = 4;    // of a PDF; a drawn A4 page is 6 MB
constexpr int frames_at_once = 32;  // of an image; a page of print has 0.4 MB of candidates

// Nothing but the page and the kind of mark is said: not where it stands, not what else is on the page.
[[noreturn]] void stop(int page, const std::string& code) {
    throw Error(Fault::refused, secrecy_mark,
                text::fill(text::tr("page {0} bears a mark that forbids copying: {1}; nothing of the paper was kept"),
                           {std::to_string(page), code}),
                text::tr("give the paper back to whoever may handle it; it must not be scanned (D22.3)"));
}

// The end of a binary PPM that begins `bytes`. Pages follow one another without a gap.
std::size_t ppm_size(std::string_view bytes) {
    std::size_t at = 2;
    std::array<std::size_t, 3> numbers{};  // width, height, the largest sample
    for (std::size_t& number : numbers) {
        while (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\n')) ++at;
        while (at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && number < 1'000'000)
            number = number * 10 + std::size_t(bytes[at++] - '0');
    }
    const std::size_t end = at + 1 + numbers[0] * numbers[1] * 3;
    if (bytes.substr(0, 2) != "P6" || numbers[2] != 255 || end > bytes.size())
        throw Error(Fault::input, "pdf-broken", text::tr("the PDF's pages cannot be drawn"),
                    text::tr("print it to a new PDF, or scan the paper"));
    return end;
}

// pdftoppm tells of a damaged or locked file by its status and on standard error; a broken pdftoppm tells nothing.
[[noreturn]] void throw_undrawn(const ChildOutcome& drawn) {
    if (drawn.signal != 0 || drawn.timed_out) throw_fault_of(drawn);
    if (drawn.err.find("Incorrect password") != std::string::npos)
        throw Error(Fault::input, "pdf-encrypted", text::tr("the PDF is protected with a password or encrypted"),
                    text::tr("remove the protection where it was made, or scan the paper"));
    throw Error(Fault::input, "pdf-broken", text::tr("the PDF is damaged; its pages cannot be drawn"),
                text::tr("print it to a new PDF, or scan the paper"));
}

}  // namespace

MarkScreen::MarkScreen(Path children, ScanRules rules, std::shared_ptr<LineReaders> readers)
    : children_(std::move(children)), rules_(std::move(rules)), judge_(rules_.secrecy), readers_(std::move(readers)) {}

std::vector<MarkFound> MarkScreen::judged(const Candidates& candidates, int page) const {
    std::vector<MarkFound> found;
    std::optional<LineReaders::Loan> reader;
    const auto read = [&]() -> LineReader& {
        if (!reader) reader.emplace(readers_->borrow());
        return **reader;
    };
    for (const MarkVerdict& verdict : judge_(candidates, read)) {
        if (verdict.stops) stop(page, verdict.code);
        found.push_back({page, verdict.code, false});
    }
    return found;
}

std::vector<MarkScreen::Candidates> MarkScreen::in_frames(const Path& file, std::size_t size, std::optional<double> dpi,
                                                          int first) const {
    const image::MarkSizes sizes = image::sizes_for(rules_.secrecy);
    std::vector<std::string> words{(children_ / "saoy-child-marks").string(),
                                   file.string(),
                                   std::to_string(rules_.most_megapixels),
                                   std::to_string(rules_.most_pages),
                                   std::to_string(dpi.value_or(0)),
                                   std::to_string(sizes.tolerance),
                                   std::to_string(first),
                                   std::to_string(frames_at_once)};
    for (const auto& [width, height] : sizes.frames)
        words.push_back(std::to_string(width)), words.push_back(std::to_string(height));
    const ChildOutcome outcome = run_child(words, {}, limits_for(rules_, size));
    if (!outcome.ok()) throw_fault_of(outcome);
    return read_candidates(outcome.out);
}

std::vector<MarkFound> MarkScreen::in_image(const Path& file, std::size_t size, std::optional<double> dpi,
                                            Executor& pages) const {
    std::vector<MarkFound> all;
    for (int first = 0; first < rules_.most_pages; first += frames_at_once) {
        const std::vector<Candidates> candidates = in_frames(file, size, dpi, first);
        std::vector<std::vector<MarkFound>> found(candidates.size());
        pages.for_each(candidates.size(), [&](std::size_t i) { found[i] = judged(candidates[i], first + int(i) + 1); });
        for (const auto& each : found) all.insert(all.end(), each.begin(), each.end());
        if (candidates.size() < std::size_t(frames_at_once)) break;
    }
    return all;
}

// Of a PDF made of text: what is printed small, pale or under something else is in its text all the same.
std::vector<MarkFound> MarkScreen::in_text(const Path& file, std::size_t size) const {
    const ChildOutcome written = run_child(
        {"pdftotext", "-layout", "-enc", "UTF-8", "-l", std::to_string(rules_.most_pages), file.string(), "-"}, {},
        limits_for(rules_, size));
    if (!written.ok()) throw_undrawn(written);
    std::vector<MarkFound> all = marks_in_text(written.out, rules_.secrecy);
    for (const MarkFound& found : all)
        if (found.stops) stop(found.page, found.code);
    return all;
}

std::vector<MarkFound> MarkScreen::in_pdf(const Path& file, std::size_t size, Executor& pages) const {
    ChildLimits limits = limits_for(rules_, size);
    limits.output_bytes = std::size_t(rules_.most_megapixels * 3e6) + (std::size_t(64) << 20);
    const image::MarkSizes sizes = image::sizes_for(rules_.secrecy);
    std::vector<MarkFound> all = in_text(file, size);
    for (int first = 1; first <= rules_.most_pages; first += pages_at_once) {
        const ChildOutcome drawn =
            run_child({"pdftoppm", "-r", std::to_string(drawn_dpi), "-cropbox", "-f", std::to_string(first), "-l",
                       std::to_string(first + pages_at_once - 1), file.string()},
                      {}, limits);
        std::vector<std::string_view> ppms;
        for (std::string_view rest = drawn.out; !rest.empty();) {
            const std::size_t end = ppm_size(rest);
            ppms.push_back(rest.substr(0, end));
            rest.remove_prefix(end);
        }
        constexpr int no_such_page = 99;  // of pdftoppm: the last batch ended with the last page
        if (!drawn.ok() && !(drawn.status == no_such_page && first > 1)) throw_undrawn(drawn);
        std::mutex mutex;
        pages.for_each(ppms.size(), [&](std::size_t i) {
            const auto found = judged(image::find_marks_in_ppm(ppms[i], drawn_dpi, sizes), first + int(i));
            const std::lock_guard lock(mutex);
            all.insert(all.end(), found.begin(), found.end());
        });
        if (ppms.size() < std::size_t(pages_at_once)) break;
    }
    return all;
}

std::vector<MarkFound> MarkScreen::file(InputKind kind, std::string_view bytes, std::optional<double> dpi,
                                        Executor& pages) const {
    const MemoryFile file(bytes);
    if (kind == InputKind::pdf) return in_pdf(file.path(), bytes.size(), pages);
    return in_image(file.path(), bytes.size(), dpi, pages);
}

std::vector<MarkFound> MarkScreen::page(std::string_view bytes, int frame, double dpi, int number) const {
    return judged(image::find_marks(bytes, frame, dpi, image::sizes_for(rules_.secrecy)), number);
}

std::vector<Finding> findings_of(const std::vector<MarkFound>& found, int page) {
    const auto seen =
        std::count_if(found.begin(), found.end(), [&](const MarkFound& each) { return each.page == page; });
    if (seen == 0) return {};
    return {{secrecy_doubt, Level::fail, "", double(seen)}};
}

}  // namespace saoy::stages
