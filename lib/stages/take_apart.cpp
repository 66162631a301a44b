// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/take_apart.hpp"

#include <cstdio>
#include <fstream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/intake.hpp"

namespace saoy::stages {

namespace {

Json describe(const image::FrameInfo& frame) {
    return {{"media_type", frame.media_type}, {"width", frame.width}, {"height", frame.height}, {"bits", frame.bits},
            {"components", frame.components}, {"dpi_x", frame.dpi_x}, {"dpi_y", frame.dpi_y}};
}

// An embedded image that cannot stand alone is no fault of the PDF: the page is rendered instead.
bool can_stand_alone(pdf::IntakePage& page, const TakingApart& how, Json& into) {
    if (page.image.empty()) return false;
    try {
        const image::FrameInfo frame = image::probe(page.image, how.most_megapixels, 1).front();
        if (frame.width != page.pixels_x || frame.height != page.pixels_y) return false;
        if (how.to_keep) image::prove(page.image, 0);
        into = describe(frame);
        into["dpi_x"] = page.dpi_x;
        into["dpi_y"] = page.dpi_y;
        return true;
    } catch (const Error& error) {
        page.why = error.code();
        return false;
    }
}

void write_for_a_while(const Path& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary);
    if (!out.write(bytes.data(), std::streamsize(bytes.size())) || !out.flush())
        throw Error(Fault::io, "cannot-write", file.string());
}

const char* word_of(pdf::PageWords words) {
    return words == pdf::PageWords::none ? "none" : words == pdf::PageWords::hidden ? "hidden" : "shown";
}

}  // namespace

Json take_apart_image(const Path& file, const TakingApart& how) {
    const std::string bytes = read_file(file);
    const auto frames = image::probe(bytes, how.most_megapixels, how.most_pages);
    Json pages = Json::array();
    for (std::size_t i = 0; i < frames.size(); ++i) {
        try {
            if (how.to_keep) image::prove(bytes, int(i));
        } catch (Error& error) {
            if (frames.size() > 1) error.in(text::fill(text::tr("page {0}"), {std::to_string(i + 1)}));
            throw;
        }
        pages.push_back(describe(frames[i]));
    }
    return {{"pages", std::move(pages)}};
}

Json take_apart_pdf(const Path& file, const TakingApart& how, const Path& out) {
    const MappedFile mapped(file);
    const std::string_view bytes = mapped.bytes();
    if (pdf::is_signed(bytes)) return {{"electronic", pdf::count_pages(bytes, how.most_pages)}};
    Json pages = Json::array();
    pdf::read_pages(bytes, how.most_pages, [&](int number, pdf::IntakePage&& page) {
        Json entry = Json::object();
        if (can_stand_alone(page, how, entry)) {
            char name[32];
            const char* const ending = page.media_type == "image/jpeg"   ? "jpg"
                                       : page.media_type == "image/tiff" ? "tif"
                                                                         : "png";
            std::snprintf(name, sizeof name, "p%04d.%s", number, ending);
            if (how.to_keep)
                write_file(out / name, page.image);
            else
                write_for_a_while(out / name, page.image);
            entry["file"] = name;
        } else {
            entry["why"] = page.why;
        }
        entry["rotation"] = page.rotation;
        entry["width_inch"] = page.width;
        entry["height_inch"] = page.height;
        entry["text"] = word_of(page.words);
        pages.push_back(std::move(entry));
    });
    return {{"pages", std::move(pages)}};
}

}  // namespace saoy::stages
