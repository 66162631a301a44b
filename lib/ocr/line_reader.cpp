// SPDX-License-Identifier: Apache-2.0
#include "lib/ocr/line_reader.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/model/languages.hpp"
#include "lib/ocr/one_thread.hpp"

namespace saoy::ocr {

struct TesseractReader::State {
    std::vector<std::string> languages;
    std::vector<std::unique_ptr<tesseract::TessBaseAPI>> engines;  // one a language, in the order asked for
};

namespace {

constexpr int line_deadline_ms = 10'000;  // the widest line takes 0.1 s

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

std::unique_ptr<tesseract::TessBaseAPI> engine_for(const std::string& language, const std::string& tessdata) {
    auto api = std::make_unique<tesseract::TessBaseAPI>();
    silence(*api);
    if (api->Init(tessdata.empty() ? nullptr : tessdata.c_str(), language.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
        throw_no_language(language);
    api->SetPageSegMode(tesseract::PSM_RAW_LINE);
    // Light text on dark is rare on papers; trying it costs time and was measured to lose accuracy.
    set(*api, "invert_threshold", "0");
    return api;
}

LineText result_of(tesseract::TessBaseAPI& api) {
    LineText line;
    const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
    if (!at) return line;
    double sum = 0, weight = 0;
    do {
        const std::unique_ptr<char[]> raw(at->GetUTF8Text(tesseract::RIL_WORD));
        LineWord word;
        if (raw) word.text = text::nfc(text::trim(raw.get()));
        if (word.text.empty()) continue;
        word.confidence = std::clamp(double(at->Confidence(tesseract::RIL_WORD)) / 100, 0.0, 1.0);
        int top = 0, bottom = 0;
        at->BoundingBox(tesseract::RIL_WORD, &word.left, &top, &word.right, &bottom);
        sum += word.confidence * double(word.text.size());
        weight += double(word.text.size());
        line.words.push_back(std::move(word));
    } while (at->Next(tesseract::RIL_WORD));
    line.certainty = weight > 0 ? sum / weight : 0;
    return line;
}

// With paper over and under it, as lines are that Tesseract cuts out itself. It scales pictures to one height, and its
// time goes with the width that they get: 28 % less than without, and as many signs right. Long lines come with some
// paper already.
Raster with_margins(const Raster& line) {
    const int margin = line.height / (line.width > 10 * line.height ? 12 : 5);
    Raster wide{line.width, line.height + 2 * margin, 1, line.dpi, {}};
    wide.samples.assign(std::size_t(wide.width) * std::size_t(wide.height), 255);
    std::copy(line.samples.begin(), line.samples.end(),
              wide.samples.begin() + std::ptrdiff_t(margin) * std::ptrdiff_t(wide.width));
    return wide;
}

LineText read_line(tesseract::TessBaseAPI& api, const Raster& line) {
    api.SetImage(line.samples.data(), line.width, line.height, 1, line.width);
    api.SetSourceResolution(line.dpi >= 70 ? int(line.dpi + 0.5) : 150);
    tesseract::ETEXT_DESC monitor;
    monitor.set_deadline_msecs(line_deadline_ms);
    LineText text;
    if (api.Recognize(&monitor) == 0) text = result_of(api);
    api.Clear();
    return text;
}

}  // namespace

TesseractReader::TesseractReader(const std::string& languages, const std::string& tessdata) : state_(new State) {
    one_thread();
    state_->languages = text::split(languages, '+');
    for (const std::string& language : state_->languages) check_language_name(language);
    for (const std::string& language : state_->languages) state_->engines.push_back(engine_for(language, tessdata));
}

TesseractReader::~TesseractReader() = default;

std::vector<LineText> TesseractReader::read(const std::vector<Raster>& lines) {
    std::vector<LineText> texts;
    for (const Raster& picture : lines) {
        if (picture.channels != 1 || picture.width <= 0 || picture.height <= 0 ||
            picture.samples.size() != std::size_t(picture.width) * std::size_t(picture.height))
            throw Error(Fault::internal, "raster-size", text::tr("the page image does not have the size it claims"));
        const Raster line = with_margins(picture);
        LineText best = read_line(*state_->engines.front(), line);
        for (std::size_t i = 1; i < state_->engines.size() && may_be_of_another(best, state_->languages.front()); ++i) {
            LineText other = read_line(*state_->engines[i], line);
            if (other.certainty > best.certainty) best = std::move(other);
        }
        texts.push_back(std::move(best));
    }
    return texts;
}

std::string TesseractReader::version() const {
    return std::string("tesseract ") + tesseract::TessBaseAPI::Version() + " " + text::join(state_->languages, "+");
}

}  // namespace saoy::ocr
