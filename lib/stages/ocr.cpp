// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/ocr.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/stages/page_reading.hpp"
#include "lib/stages/printed_numbers.hpp"
#include "lib/stages/tell_finding.hpp"
#include "lib/xml/alto.hpp"

namespace saoy::stages {

struct Ocr::Result {
    std::optional<StoredFile> text;
    double confidence = 0;
    int words = 0;
    std::optional<PrintedNumber> printed{};
};

namespace {

std::string text_path(int page) {
    char name[32];
    std::snprintf(name, sizeof name, "text/p%04d.xml", page);
    return name;
}

bool is_unread(const Page& page) { return page.blank || page.separator; }

int count_words(const PageText& page) {
    std::size_t words = 0;
    for (const Block& block : page.blocks)
        for (const Line& line : block.lines) words += line.words.size();
    return int(words);
}

void warn_cut(const Folder& folder, const Page& page, int words, const Error& why, Events& events) {
    Event event;
    event.kind = Event::Kind::warning;
    event.stage = "ocr";
    event.item = folder.path().string();
    event.page = page.number;
    event.code = why.code();
    event.text = text::fill(text::tr("page {0}: {1}"), {std::to_string(page.number), why.what()});
    event.hint = why.hint();
    event.numbers = {{"words", words}};
    events.emit(event);
}

void tell_progress(const Folder& folder, const Page& page, double confidence, int words, Events& events) {
    Event event;
    event.kind = Event::Kind::progress;
    event.stage = "ocr";
    event.item = folder.path().string();
    event.page = page.number;
    event.numbers = {{"confidence", confidence}, {"words", words}};
    events.emit(event);
}

}  // namespace

Ocr::Ocr(Options options, std::vector<Limit> limits)
    : options_(std::move(options)), limits_(std::move(limits)), readers_(line_readers(options_)) {
    version_ = readers_.borrow()->version();  // a missing model is told before the first dossier is opened
}

std::string Ocr::parameters() const {
    return "languages=" + options_.languages + "\ndeadline=" + std::to_string(options_.page_deadline.count()) +
           "\ntessdata=" + options_.tessdata + "\n" + version_ + "\n" + to_text(limits_);
}

std::string Ocr::inputs(const Dossier& dossier) const {
    std::string listing;
    for (const Page& page : dossier.pages)
        listing += std::to_string(page.number) + (is_unread(page) ? " blank" : " " + page.master.sha256) + " " +
                   std::to_string(page.frame) + " " + std::to_string(page.geometry.rotation) + " " +
                   std::to_string(page.geometry.skew) + " " + page.image.sha256 + "\n";
    return listing;
}

Ocr::Result Ocr::read_page(const Folder& folder, const Page& page, Events& events) const {
    auto reader = readers_.borrow();
    // a page photographed aslant is read as it was made flat
    Geometry geometry = page.geometry;
    if (page.flat) geometry.perspective.reset();
    PageReading reading = stages::read_page(folder.read(page.flat ? *page.flat : page.master),
                                            page.flat ? 0 : page.frame, page.dpi_x, geometry, *reader);
    reading.text.page = page.number;
    const Size size = derived_size(page.geometry, page.width, page.height);
    reading.text.width = int(std::lround(size.width)), reading.text.height = int(std::lround(size.height));
    reading.text.language = options_.languages;
    Result result;
    result.confidence = mean_confidence(reading.text);
    result.words = count_words(reading.text);
    result.printed = printed_number(reading.text);
    result.text = folder.write(
        text_path(page.number),
        xml::write_alto(reading.text, {page.master.path, version_, page.geometry, page.width, page.height}));
    if (reading.cut) warn_cut(folder, page, result.words, *reading.cut, events);
    tell_progress(folder, page, result.confidence, result.words, events);
    return result;
}

void Ocr::judge_reading(const Folder& folder, Dossier& dossier, const std::vector<Result>& results,
                        Events& events) const {
    if (limits_.empty()) return;
    for (const Paper& paper : dossier.papers) {
        std::vector<Page*> pages;
        std::vector<std::optional<PrintedNumber>> numbers;
        for (std::size_t i = 0; i < dossier.pages.size(); ++i) {
            Page& page = dossier.pages[i];
            if (std::find(paper.pages.begin(), paper.pages.end(), page.number) == paper.pages.end()) continue;
            if (page.words > 0) page.quality.set({Measured::legibility, page.confidence});
            pages.push_back(&page);
            numbers.push_back(results[i].printed);
        }
        const std::vector<int> missing = pages_missing(numbers);
        for (std::size_t i = 0; i < pages.size(); ++i) {
            if (numbers[i] || missing[i] > 0) pages[i]->quality.set({Measured::missing, double(missing[i])});
            const std::vector<Finding> before = pages[i]->quality.findings;
            judge(pages[i]->quality, limits_);
            for (const Finding& finding : pages[i]->quality.findings)
                if (std::find(before.begin(), before.end(), finding) == before.end())
                    tell_finding("ocr", folder.path().string(), pages[i]->number, finding, events);
        }
    }
}

void Ocr::run(Folder& folder, Executor& executor, Events& events) const {
    std::vector<Page>& pages = folder.dossier.pages;
    std::vector<Result> results(pages.size());
    executor.for_each(pages.size(), [&](std::size_t i) {
        if (is_unread(pages[i])) return;
        try {
            results[i] = read_page(folder, pages[i], events);
        } catch (Error& error) {
            throw error.in(text::fill(text::tr("page {0}"), {std::to_string(pages[i].number)}));
        }
    });
    for (std::size_t i = 0; i < pages.size(); ++i) {
        pages[i].text = results[i].text;
        pages[i].confidence = results[i].confidence;
        pages[i].words = results[i].words;
    }
    judge_reading(folder, folder.dossier, results, events);
}

}  // namespace saoy::stages
