// SPDX-License-Identifier: Apache-2.0
// Parses one file from outside in a process that has limits and no secrets; saoy-scan calls it, no user does.
//
//   saoy-child-intake image FILE MOST_MEGAPIXELS MOST_PAGES          every frame decoded once
//   saoy-child-intake pdf FILE MOST_MEGAPIXELS MOST_PAGES OUTDIR     images that are whole pages into OUTDIR/pNNNN.*
//
// Standard output is one JSON object: {"pages":[…]}, {"electronic":PAGES} for a PDF that is signed, or
// {"error":{"code","sentence","hint"}} with status 65.
#include <cstdio>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/image/page_image.hpp"
#include "lib/pdf/intake.hpp"

namespace {

using namespace saoy;

struct Caps {
    double megapixels;
    int pages;
};

Json describe(const image::FrameInfo& frame) {
    return {{"media_type", frame.media_type}, {"width", frame.width}, {"height", frame.height}, {"bits", frame.bits},
            {"components", frame.components}, {"dpi_x", frame.dpi_x}, {"dpi_y", frame.dpi_y}};
}

Json read_image(const Path& file, const Caps& caps) {
    const std::string bytes = read_file(file);
    const auto frames = image::probe(bytes, caps.megapixels, caps.pages);
    Json pages = Json::array();
    for (std::size_t i = 0; i < frames.size(); ++i) {
        try {
            image::prove(bytes, int(i));
        } catch (Error& error) {
            if (frames.size() > 1) error.in(text::fill(text::tr("page {0}"), {std::to_string(i + 1)}));
            throw;
        }
        pages.push_back(describe(frames[i]));
    }
    return {{"pages", std::move(pages)}};
}

// An embedded image that cannot stand alone is no fault of the PDF: the page is rendered instead.
bool proves(pdf::IntakePage& page, const Caps& caps, Json& into) {
    if (page.image.empty()) return false;
    try {
        const image::FrameInfo frame = image::probe(page.image, caps.megapixels, 1).front();
        if (frame.width != page.pixels_x || frame.height != page.pixels_y) return false;
        image::prove(page.image, 0);
        into = describe(frame);
        into["dpi_x"] = page.dpi_x;
        into["dpi_y"] = page.dpi_y;
        return true;
    } catch (const Error& error) {
        page.why = error.code();
        return false;
    }
}

Json read_pdf(const Path& file, const Caps& caps, const Path& out) {
    const std::string bytes = read_file(file);
    if (pdf::is_signed(bytes)) return {{"electronic", pdf::count_pages(bytes, caps.pages)}};
    Json pages = Json::array();
    pdf::read_pages(bytes, caps.pages, [&](int number, pdf::IntakePage&& page) {
        Json entry = Json::object();
        if (proves(page, caps, entry)) {
            char name[32];
            std::snprintf(name, sizeof name, "p%04d.%s", number, page.media_type == "image/jpeg" ? "jpg" : "tif");
            write_file(out / name, page.image);
            entry["file"] = name;
        } else {
            entry["why"] = page.why;
        }
        entry["rotation"] = page.rotation;
        entry["width_inch"] = page.width;
        entry["height_inch"] = page.height;
        pages.push_back(std::move(entry));
    });
    return {{"pages", std::move(pages)}};
}

int answer(const Json& object, int status) {
    const std::string line = object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fflush(stdout) == 0 ? status : 74;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string mode = argc > 1 ? argv[1] : "";
    if (!(mode == "image" && argc == 5) && !(mode == "pdf" && argc == 6)) return 64;
    try {
        const Caps caps{std::stod(argv[3]), std::stoi(argv[4])};
        return answer(mode == "pdf" ? read_pdf(argv[2], caps, argv[5]) : read_image(argv[2], caps), 0);
    } catch (...) {
        const saoy::Error error = saoy::to_error(std::current_exception());
        return answer({{"error", {{"code", error.code()}, {"sentence", error.what()}, {"hint", error.hint()}}}},
                      saoy::exit_status(error.fault()));
    }
}
