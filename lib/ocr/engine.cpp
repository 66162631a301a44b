// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/engine.hpp"

#include <omp.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace saoy::ocr {

struct Engine::State {
    std::string languages;
    tesseract::TessBaseAPI api;
};

namespace {

// Tesseract asks for four OpenMP threads by a clause, so only the depth of teams can turn them off. The setting belongs
// to the calling thread. Measured on 2 cores with 2 workers: 6.9 s instead of 13.1 s for the same pages.
void no_inner_threads() { omp_set_max_active_levels(0); }

void set(tesseract::TessBaseAPI& api, const char* name, const char* value) {
    if (!api.SetVariable(name, value))
        throw Error(Fault::internal, "tesseract-variable",
                    text::fill(text::tr("tesseract does not know the setting {0}"), {name}));
}

// The message file is one for the process, whichever engine sets it.
void silence(tesseract::TessBaseAPI& api) {
    static std::once_flag once;
    std::call_once(once, [&] { set(api, "debug_file", "/dev/null"); });
}

void check_names(const std::vector<std::string>& languages) {
    for (const std::string& language : languages) {
        const bool fits = !language.empty() && language.find("..") == std::string::npos && language.front() != '/' &&
                          language.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_/-.") == std::string::npos;
        if (!fits)
            throw Error(Fault::usage, "language-name",
                        text::fill(text::tr("\"{0}\" is not the name of a language"), {language}),
                        text::tr("give names as tesseract has them, such as vie or vie+eng"));
    }
}

[[noreturn]] void missing(const std::vector<std::string>& languages) {
    std::vector<std::string> packages;
    for (std::string name : languages) {
        std::replace(name.begin(), name.end(), '_', '-');
        packages.push_back("tesseract-ocr-" + name);
    }
    throw Error(Fault::unavailable, "no-language",
                text::fill(text::tr("tesseract has no model for the language {0}"), {text::join(languages, ", ")}),
                text::fill(text::tr("install it: sudo apt-get install {0}"), {text::join(packages, " ")}));
}

// Tesseract goes on without a language that it cannot load, as long as one is left.
void check_loaded(const tesseract::TessBaseAPI& api, const std::vector<std::string>& wanted) {
    std::vector<std::string> loaded, absent;
    api.GetLoadedLanguagesAsVector(&loaded);
    for (const std::string& language : wanted)
        if (std::find(loaded.begin(), loaded.end(), language) == loaded.end()) absent.push_back(language);
    if (!absent.empty()) missing(absent);
}

Box box_of(const tesseract::ResultIterator& at, tesseract::PageIteratorLevel level) {
    int left = 0, top = 0, right = 0, bottom = 0;
    if (!at.BoundingBox(level, &left, &top, &right, &bottom)) return {};
    return {left, top, right - left, bottom - top};
}

int baseline_of(const tesseract::ResultIterator& at, const Box& line) {
    int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    return at.Baseline(tesseract::RIL_TEXTLINE, &x1, &y1, &x2, &y2) ? y1 : line.top + line.height;
}

Word word_of(const tesseract::ResultIterator& at) {
    const std::unique_ptr<char[]> raw(at.GetUTF8Text(tesseract::RIL_WORD));
    Word word;
    if (raw) word.text = text::nfc(text::trim(raw.get()));
    word.confidence = std::clamp(std::round(at.Confidence(tesseract::RIL_WORD) * 10.0) / 1000, 0.0, 1.0);
    word.box = box_of(at, tesseract::RIL_WORD);
    return word;
}

std::vector<Block> blocks_of(tesseract::ResultIterator& at) {
    std::vector<Block> blocks;
    bool new_block = true, new_line = true;
    do {
        new_block = new_block || at.IsAtBeginningOf(tesseract::RIL_BLOCK);
        new_line = new_line || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE);
        Word word = word_of(at);
        if (word.text.empty()) continue;
        if (new_block) blocks.push_back({box_of(at, tesseract::RIL_BLOCK), {}});
        if (new_block || new_line) {
            const Box box = box_of(at, tesseract::RIL_TEXTLINE);
            blocks.back().lines.push_back({box, baseline_of(at, box), {}});
        }
        new_block = new_line = false;
        blocks.back().lines.back().words.push_back(std::move(word));
    } while (at.Next(tesseract::RIL_WORD));
    return blocks;
}

}  // namespace

Engine::Engine(const std::string& languages, const std::string& tessdata, Layout layout)
    : state_(new State{languages, {}}) {
    no_inner_threads();
    const std::vector<std::string> wanted = text::split(languages, '+');
    check_names(wanted);
    auto& api = state_->api;
    silence(api);
    const char* folder = tessdata.empty() ? nullptr : tessdata.c_str();
    if (api.Init(folder, languages.c_str(), tesseract::OEM_LSTM_ONLY) != 0) missing(wanted);
    check_loaded(api, wanted);
    api.SetPageSegMode(layout == Layout::line ? tesseract::PSM_RAW_LINE : tesseract::PSM_AUTO);
    // Light text on dark is rare on papers; trying it costs time and was measured to lose accuracy.
    set(api, "invert_threshold", "0");
}

Engine::~Engine() = default;

Reading Engine::read(const Raster& page, std::chrono::milliseconds deadline) {
    Reading reading;
    reading.text.width = page.width;
    reading.text.height = page.height;
    reading.text.dpi = page.dpi;
    reading.text.language = state_->languages;
    if (page.width <= 0 || page.height <= 0) return reading;
    if (page.samples.size() != std::size_t(page.width) * std::size_t(page.height) * std::size_t(page.channels))
        throw Error(Fault::internal, "raster-size", text::tr("the page image does not have the size it claims"));

    no_inner_threads();
    auto& api = state_->api;
    tesseract::ETEXT_DESC monitor;
    if (deadline.count() > 0)
        monitor.set_deadline_msecs(int(std::min<long long>(deadline.count(), std::numeric_limits<int>::max())));
    api.SetImage(page.samples.data(), page.width, page.height, page.channels, page.width * page.channels);
    // Without a resolution Tesseract guesses one from the text and lays the page out by the guess.
    api.SetSourceResolution(page.dpi >= 70 ? int(page.dpi + 0.5) : 200);
    const int failed = api.Recognize(&monitor);
    reading.complete = failed == 0 && !(deadline.count() > 0 && monitor.deadline_exceeded());
    const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
    if (at) reading.text.blocks = blocks_of(*at);
    api.Clear();
    api.ClearAdaptiveClassifier();
    if (failed != 0 && deadline.count() <= 0)
        throw Error(Fault::internal, "tesseract-failed", text::tr("tesseract could not read the page"));
    return reading;
}

std::string Engine::version() { return std::string("tesseract ") + tesseract::TessBaseAPI::Version(); }

}  // namespace saoy::ocr
