// SPDX-License-Identifier: Apache-2.0
#include "lib/stages/derive.hpp"

#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/crypto/digest.hpp"
#include "lib/image/page_image.hpp"

namespace saoy::stages {

namespace {

StoredFile store(const Path& folder, int page, const char* ending, const std::string& bytes) {
    char name[40];
    std::snprintf(name, sizeof name, "images/p%04d%s", page, ending);
    write_file(folder / name, bytes);
    return {name, crypto::sha256(bytes)};
}

// Measures beside those of the image: what the page is. A page drawn from a PDF is as good as its drawing.
void judge_page(Page& page, const image::Look& look, const Raster& working, const std::vector<Limit>& limits) {
    for (const Measurement& measured : look.measures)
        if (!page.rendered || measured.what == Measured::dpi) page.quality.set(measured);
    if (!page.rendered) {
        page.quality.set({Measured::colour, page.components >= 3 ? 1.0 : 0.0});
        const bool bilevel = page.bits * page.components == 1;
        for (const Measurement& measured : image::measure(working, look.blank, bilevel)) page.quality.set(measured);
    }
    if (!look.blank) page.quality.set({Measured::direction, look.sure ? 1.0 : 0.0});
    judge(page.quality, limits);
}

}  // namespace

Page Derive::operator()(const IntakePage& taken, std::string_view master, const Path& folder) const {
    Page page = taken.page;
    image::Told told;
    told.dpi = page.dpi_x;
    if (taken.rotation >= 0) told.rotation = taken.rotation;
    if (paper_) told.paper_width = paper_->width, told.paper_height = paper_->height;
    image::PageView view(master, page.frame, told);
    image::Look look = view.look();
    if (look.dpi == 0)
        throw Error(Fault::input, "sheet-not-found",
                    text::tr("the sheet's edges are not seen, so its size on the image is not known"),
                    text::tr("lay it on a darker ground and take it again, or give --dpi"));
    if (!look.sure && readers_) {
        const auto reader = readers_->borrow();
        if (const auto rotation = read_direction(view, look, *reader)) view.turn(look, *rotation);
    }
    page.geometry = look.geometry;
    page.blank = look.blank;
    if (look.geometry.perspective || page.dpi_x == 0) page.dpi_x = page.dpi_y = look.dpi;
    const Raster working = view.working(look, rules_.working_dpi);
    judge_page(page, look, working, rules_.limits);
    page.master.sha256 = crypto::sha256(master);
    page.image = store(folder, page.number, ".png", image::png(working));
    if (look.geometry.perspective) page.flat = store(folder, page.number, "-flat.jpg", view.flat(look));
    return page;
}

Json operations_on(const std::vector<Page>& pages) {
    Json all = Json::array();
    for (const Page& page : pages) {
        const Geometry& geometry = page.geometry;
        Json done;
        if (const auto& seen = geometry.perspective) {
            Json outline = Json::array();
            for (const Point& corner : seen->outline) outline.push_back({corner.x, corner.y});
            done["perspective"] = {{"outline", outline},
                                   {"width", seen->width},
                                   {"height", seen->height},
                                   {"sha256", page.flat ? page.flat->sha256 : ""}};
        }
        if (geometry.rotation != 0) done["rotation"] = geometry.rotation;
        if (geometry.skew != 0) done["skew"] = geometry.skew;
        if (const auto& crop = geometry.crop) done["crop"] = {crop->left, crop->top, crop->width, crop->height};
        if (done.empty()) continue;
        done["page"] = page.number;
        all.push_back(std::move(done));
    }
    return all;
}

}  // namespace saoy::stages
