// SPDX-License-Identifier: Apache-2.0
#include "lib/capture/device.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/capture/options.hpp"
#include "lib/capture/words.hpp"

namespace saoy::capture {

namespace {

std::string text_of(SANE_String_Const text) { return text == nullptr ? "" : text; }

// Drivers that feed sheets want to know how large they are; else they centre or cut them.
void set_area(Options& options, double width, double height) {
    if (options.has("page-width")) options.set("page-width", width);
    if (options.has("page-height")) options.set("page-height", height);
    for (const auto& [name, value] : {std::pair{SANE_NAME_SCAN_TL_X, 0.0}, std::pair{SANE_NAME_SCAN_TL_Y, 0.0},
                                      std::pair{SANE_NAME_SCAN_BR_X, width}, std::pair{SANE_NAME_SCAN_BR_Y, height}})
        if (options.has(name)) options.set(name, value);
}

double span(const Options& options, const char* from, const char* to) {
    return options.has(from) && options.has(to) ? options.number(to) - options.number(from) : 0;
}

[[noreturn]] void throw_format() {
    throw Error(Fault::unavailable, "scanner-format", text::tr("the scanner sends pages in a form that cannot be kept"),
                text::tr("choose another scan profile: colour or grey, 8 bits a colour"));
}

// The rows without what the driver pads them with.
void take_padding_out(std::vector<std::uint8_t>& samples, std::size_t padded, std::size_t row) {
    if (padded == row) return;
    const std::size_t rows = samples.size() / padded;
    for (std::size_t i = 1; i < rows; ++i) std::memmove(&samples[i * row], &samples[i * padded], row);
    samples.resize(rows * row);
}

}  // namespace

std::vector<FoundDevice> found_devices(const Session&) {
    const SANE_Device** list = nullptr;
    check(sane_get_devices(&list, SANE_FALSE));
    std::vector<FoundDevice> found;
    for (; list != nullptr && *list != nullptr; ++list)
        found.push_back(
            {text_of((*list)->name), text_of((*list)->vendor), text_of((*list)->model), text_of((*list)->type)});
    return found;
}

Device::Device(const Session&, const std::string& name) { check(sane_open(name.c_str(), &handle_)); }

Device::~Device() {
    sane_cancel(handle_);
    sane_close(handle_);
}

AcceptedSettings Device::set(const ScanProfile& wanted) {
    Options options(handle_);
    AcceptedSettings accepted;
    feeds_ = wanted.source != PaperSource::flatbed;
    accepted.source = choose_source(options, wanted.source);
    accepted.mode = choose_mode(options, wanted.colour);
    if (options.has(SANE_NAME_BIT_DEPTH)) options.set(SANE_NAME_BIT_DEPTH, 8.0);
    if (options.has(SANE_NAME_PREVIEW)) options.set(SANE_NAME_PREVIEW, false);
    options.set(SANE_NAME_SCAN_RESOLUTION, wanted.dpi);
    dpi_ = options.number(SANE_NAME_SCAN_RESOLUTION);
    if (options.has(SANE_NAME_SCAN_Y_RESOLUTION)) options.set(SANE_NAME_SCAN_Y_RESOLUTION, dpi_);
    set_area(options, wanted.width_mm, wanted.height_mm);
    for (const auto& [name, value] : wanted.options) options.set_written(name, value);
    accepted.dpi = dpi_;
    accepted.width_mm = span(options, SANE_NAME_SCAN_TL_X, SANE_NAME_SCAN_BR_X);
    accepted.height_mm = span(options, SANE_NAME_SCAN_TL_Y, SANE_NAME_SCAN_BR_Y);
    return accepted;
}

void Device::fail(int state) const {
    // Drivers tell a double feed as a jam, and show the sensor that saw it.
    if (state == SANE_STATUS_JAMMED && Options(handle_).flag("double-feed")) throw_double_feed();
    throw_state(SANE_Status(state));
}

std::optional<Raster> Device::next(double most_megapixels, const std::function<void()>& alive) {
    SANE_Status state = sane_start(handle_);
    std::optional<Raster> page;
    if (state == SANE_STATUS_GOOD) {
        page = read(most_megapixels, alive);
        if (!page) state = SANE_STATUS_NO_DOCS;
    }
    if (state != SANE_STATUS_GOOD && state != SANE_STATUS_NO_DOCS) fail(state);
    // Between the sheets of a feeder a cancel would throw the next one out.
    if (state == SANE_STATUS_NO_DOCS || !feeds_) sane_cancel(handle_);
    return page;
}

std::optional<Raster> Device::read(double most_megapixels, const std::function<void()>& alive) {
    SANE_Parameters about{};
    check(sane_get_parameters(handle_, &about));
    if (about.depth != 8 || (about.format != SANE_FRAME_GRAY && about.format != SANE_FRAME_RGB) ||
        about.pixels_per_line <= 0 || about.pixels_per_line > 1'000'000)
        throw_format();
    Raster page;
    page.width = about.pixels_per_line;
    page.channels = about.format == SANE_FRAME_RGB ? 3 : 1;
    page.dpi = dpi_;
    const std::size_t row = std::size_t(page.width) * std::size_t(page.channels);
    if (about.bytes_per_line < SANE_Int(row)) throw_format();
    const std::size_t padded = std::size_t(about.bytes_per_line);
    const auto most = std::size_t(most_megapixels * 1e6) * 4;
    if (about.lines > 0) page.samples.reserve(std::min(padded * std::size_t(about.lines), most));

    std::array<SANE_Byte, 65536> piece;
    for (;;) {
        SANE_Int got = 0;
        const SANE_Status state = sane_read(handle_, piece.data(), SANE_Int(piece.size()), &got);
        if (got > 0 && state == SANE_STATUS_GOOD) {
            page.samples.insert(page.samples.end(), piece.data(), piece.data() + got);
            if (page.samples.size() > most) throw_format();
            alive();
        } else if (state == SANE_STATUS_EOF) {
            break;
        } else if (state == SANE_STATUS_NO_DOCS && page.samples.empty()) {
            return std::nullopt;  // some drivers notice only now
        } else if (state != SANE_STATUS_GOOD) {
            fail(state);
        } else {
            // A server that has died makes the network driver say "nothing yet" for ever; that is no sign of life.
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    if (page.samples.empty() || page.samples.size() % padded != 0)
        throw Error(Fault::unavailable, "scanner-page-torn", text::tr("the scanner sent only a part of the page"),
                    text::tr("scan the page again"));
    take_padding_out(page.samples, padded, row);
    page.height = int(page.samples.size() / row);
    return page;
}

}  // namespace saoy::capture
